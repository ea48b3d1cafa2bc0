import { useCheck } from "../features/survey/check-context.tsx";
import { lazyPart } from "../navigation/lazy-page.tsx";
import { StartPage } from "./start-page.tsx";

const ActiveCheckPage = lazyPart(async () => (await import("./active-check-page.tsx")).ActiveCheckPage);

/** The window's check in whichever state it is. */
export function CheckPage() {
  const { state } = useCheck();
  if (state.step === "idle") return <StartPage />;
  // A new run is a new page: its heading takes the focus that the start button had.
  return <ActiveCheckPage key={state.run} state={state} />;
}

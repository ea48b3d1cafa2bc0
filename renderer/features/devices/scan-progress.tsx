import { useText } from "../../i18n/language.tsx";
import { Instrument } from "../../ui/instrument.tsx";
import type { ScanState } from "./scan-state.ts";

type Working = Extract<ScanState, { step: "starting" | "running" | "saving" }>;

/** What the search is doing right now, and how far it is. */
export function ScanProgress({ state }: { state: Working }) {
  const { t, number } = useText();
  if (state.step !== "running")
    return <Instrument label={t(state.step === "starting" ? "ui.devices.starting" : "ui.devices.saving")} />;
  const { progress, found } = state.seen;
  const soFar = t("ui.devices.count", { count: found.list.length });
  if (progress === null) return <Instrument label={t("ui.devices.phase.search")} count={soFar} />;
  const { phase, done, total } = progress;
  const howFar =
    total > 0 && phase !== "search" ? t("ui.devices.progress", { done: number(done), total: number(total) }) : null;
  return <Instrument label={t(`ui.devices.phase.${phase}`)} count={howFar === null ? soFar : `${howFar} · ${soFar}`} />;
}

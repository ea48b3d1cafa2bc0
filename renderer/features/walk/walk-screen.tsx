import { useEffect, useRef } from "react";
import type { WalkView } from "#core/contract/route-calls.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import { useText } from "../../i18n/language.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { StepLayout, StepList } from "../../ui/step-layout.tsx";
import { StepScreen } from "./step-screen.tsx";
import type { Walking } from "./use-walk.ts";
import { WalkOver } from "./walk-over.tsx";

type WalkScreenProps = { siteId: string; walk: WalkView; refused: Message | null; walking: Walking };

/** A walk-through: its steps at the side, the one that is open, and where the focus goes after an answer. */
export function WalkScreen({ siteId, walk, refused, walking }: WalkScreenProps) {
  const { t, say } = useText();
  const announce = useAnnounce();
  const heading = useRef<HTMLHeadingElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const { arrival } = walking;
  const { status } = walk.walk;
  const handled = useRef(arrival.turn);

  useEffect(() => {
    if (handled.current === arrival.turn) return;
    handled.current = arrival.turn;
    if (arrival.what === "refused" && refused !== null) {
      announce(say(refused));
      notice.current?.focus();
    } else {
      if (status !== "open") announce(t(`ui.walk.over.${status}`));
      heading.current?.focus();
      window.scrollTo(0, 0);
    }
  }, [arrival, refused, status, announce, say, t]);

  const hasProblem = walking.problem !== null;
  useEffect(() => {
    // After a failure the step may be another one, without the button that was pressed.
    if (hasProblem && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another view of the walk may have other buttons
  }, [hasProblem, walk]);

  const screen = (
    <>
      {walk.walk.status !== "open" && <WalkOver siteId={siteId} walk={walk.walk} />}
      <StepScreen
        key={walk.walk.state.step}
        siteId={siteId}
        walk={walk}
        refused={refused}
        walking={walking}
        headingRef={heading}
        refusedRef={notice}
      />
    </>
  );
  // Taking back is one step, and a walk of another version has none.
  if (walk.steps.length < 2) return screen;
  return (
    <StepLayout
      list={
        <StepList
          label={t("ui.walk.steps")}
          steps={walk.steps.map(({ step, title, state, outcome }) => ({
            key: step,
            title: say(title),
            state,
            stateWord: t(`ui.walk.state.${state}`),
            outcome: outcome && say(outcome),
          }))}
        />
      }
    >
      {screen}
    </StepLayout>
  );
}

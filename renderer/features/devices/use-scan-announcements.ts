import { useEffect, useRef } from "react";
import { useText } from "../../i18n/language.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { seenOf, type ScanState } from "./scan-state.ts";

/** Often enough to know that it goes on; each single device would drown everything else. */
const SAY_COUNT_EVERY_MS = 10_000;

/** Says that a search has begun, now and then how much it has found, and how it ended. */
export function useScanAnnouncements(state: ScanState): void {
  const announce = useAnnounce();
  const { t } = useText();
  const said = useRef(new Set<string>());
  const count = seenOf(state)?.found.list.length ?? 0;
  const latestCount = useRef(count);
  useEffect(() => {
    latestCount.current = count;
  }, [count]);

  useEffect(() => {
    if (state.step === "idle") return;
    const sayOnce = (what: string, sentence: string): void => {
      const key = `${state.run}/${what}`;
      if (said.current.has(key)) return;
      said.current.add(key);
      announce(sentence);
    };
    if (state.step === "starting") sayOnce("started", t("ui.devices.announceStarted"));
    if ("record" in state) sayOnce("done", t("ui.devices.announceDone", { count: state.record.devices.length }));
    if (state.step === "cancelled") sayOnce("cancelled", t("ui.devices.announceCancelled"));
    if ("problem" in state) sayOnce("problem", t(`error.${state.problem.code}.title`, state.problem.args));
  }, [state, announce, t]);

  const isRunning = state.step === "running";
  useEffect(() => {
    if (!isRunning) return undefined;
    let last = 0;
    const timer = setInterval(() => {
      if (latestCount.current === last) return;
      last = latestCount.current;
      announce(t("ui.devices.announceSoFar", { count: last }));
    }, SAY_COUNT_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, announce, t]);
}

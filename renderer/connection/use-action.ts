import { useRef, useState } from "react";
import { useAnnounce } from "../ui/announcer.tsx";
import { useText } from "../i18n/language.tsx";
import { problemOf, type Problem } from "../problems/problem.ts";
import type { FarsiteClient } from "./client.ts";
import { useClient } from "./connection-context.tsx";

export type Action = {
  pending: boolean;
  /** What the last run failed with; gone when it is run again. */
  problem: Problem | null;
  run: (work: (client: FarsiteClient) => Promise<void>) => void;
  clear: () => void;
};

/** Something that the person asked for by a button: one at a time, its failure shown where it was asked for. */
export function useAction(): Action {
  const client = useClient();
  const announce = useAnnounce();
  const { t } = useText();
  const busy = useRef(false);
  const [state, setState] = useState<{ pending: boolean; problem: Problem | null }>({ pending: false, problem: null });

  function run(work: (client: FarsiteClient) => Promise<void>): void {
    if (busy.current) return;
    busy.current = true;
    setState({ pending: true, problem: null });
    work(client)
      .then(() => setState({ pending: false, problem: null }))
      .catch((error: unknown) => {
        const problem = problemOf(error);
        setState({ pending: false, problem });
        announce(t(`error.${problem.code}.title`, problem.args));
      })
      .finally(() => (busy.current = false));
  }

  return { ...state, run, clear: () => setState({ pending: false, problem: null }) };
}

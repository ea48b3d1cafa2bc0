import { useState } from "react";
import type { Message } from "#core/nat/diagnosis.ts";
import type { WalkKind } from "#core/walk/walk.ts";
import { useAction, type Action } from "../../connection/use-action.ts";
import { goTo } from "../../navigation/use-route.ts";

export type Beginning = Pick<Action, "pending" | "problem"> & {
  /** Why it would lead nowhere at this site. */
  refused: Message | null;
  begin: (kind: WalkKind) => void;
};

/** Begins a walk-through, or goes on with the one that is open, and goes there. */
export function useBeginWalk(siteId: string): Beginning {
  const { run, pending, problem } = useAction();
  const [refused, setRefused] = useState<Message | null>(null);

  function begin(kind: WalkKind): void {
    setRefused(null);
    run(async (client) => {
      const answer = await client.walks.begin({ siteId, kind, deviceId: null });
      if (answer.walk === null) setRefused(answer.refused);
      else goTo({ page: "walk", siteId, walkId: answer.walk.walk.id });
    });
  }

  return { pending, problem, refused, begin };
}

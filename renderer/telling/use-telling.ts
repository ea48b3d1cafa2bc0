import { useState } from "react";
import type { Message } from "#core/nat/diagnosis.ts";
import { useAction } from "../connection/use-action.ts";
import { useText } from "../i18n/language.tsx";
import { useAnnounce } from "../ui/announcer.tsx";

/** Brings a server up to date by SSH. `said`: what came of it, until the next time. */
export function useTelling(serverId: string, onTold: () => void) {
  const { say } = useText();
  const announce = useAnnounce();
  const telling = useAction();
  const [said, setSaid] = useState<Message | null>(null);
  const tell = (dropsOthers = false): void => {
    setSaid(null);
    telling.run(async (client) => {
      const { says } = await client.servers.apply({ serverId, dropsOthers });
      setSaid(says);
      announce(say(says));
      onTold();
    });
  };
  return { tell, said, pending: telling.pending, problem: telling.problem, clear: () => setSaid(null) };
}

import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { runningServer } from "#core/tunnel/server-change.ts";
import { assertNever } from "#core/never.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useKeptView } from "../../navigation/kept-view.tsx";
import { statusTroubles } from "./status-troubles.ts";
import type { Tone } from "../../ui/tone.ts";

/** What came of looking at a server, and when by this laptop's clock. */
export type Looked = { at: string; look: Awaited<ReturnType<FarsiteClient["servers"]["look"]>> };

type KeptLook = { looked: Looked | null };

const notLooked: KeptLook = { looked: null };

/** The last look at a server, kept until the window closes: lists and pages say the same of it. */
export const useKeptLook = (serverId: string) => useKeptView<KeptLook>(`server/${serverId}`, notLooked);

type Standing =
  | "unknown"
  | "good"
  | "attention"
  | "starting"
  | "not-set-up"
  | "compare"
  | "changed"
  | "no-way"
  | "no-key";

export function standingOf(server: FirmServer, looked: Looked | null): Standing {
  if (looked === null) return "unknown";
  const { ssh, status, wireguard, turn } = looked.look;
  switch (ssh.outcome) {
    case "new-host-key":
      return "compare";
    case "host-key-changed":
      return "changed";
    case "failed":
      return "no-way";
    case "no-key":
      return "no-key";
    case "ok":
      break;
    default:
      return assertNever(ssh.outcome);
  }
  if (status === null) return "not-set-up";
  if (!status.ready) return "starting";
  const isReached = wireguard?.tone !== "problem" && turn?.isGood !== false;
  return isReached && statusTroubles(runningServer(server), status, looked.at).length === 0 ? "good" : "attention";
}

export const standingTones: Readonly<Record<Standing, Tone>> = {
  unknown: "neutral",
  good: "positive",
  attention: "caution",
  starting: "info",
  "not-set-up": "caution",
  compare: "caution",
  changed: "critical",
  "no-way": "critical",
  "no-key": "neutral",
};

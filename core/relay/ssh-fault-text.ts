import { message, type Message } from "../nat/diagnosis.ts";
import type { relay } from "../text/en/relay.ts";
import type { LivePort } from "./live-tunnel.ts";
import type { SshFault, SshPortFault } from "./ssh-fault.ts";

type FaultWord = keyof (typeof relay)["fault"];

/** Kinds that have one sentence each, except those whose next step depends on more. */
function word(fault: SshFault): FaultWord {
  switch (fault.kind) {
    case "closed-early":
      return fault.said === null ? "closed-early" : "turned-away";
    case "not-ssh":
      return `not-ssh-${fault.speaks}`;
    case "lost":
      return `lost-${fault.by}`;
    default:
      return fault.kind;
  }
}

/** What is wrong with the way to a server, and what to do about it. */
export const sshFaultText = (fault: SshFault, { host }: { readonly host: string }): Message =>
  message(`relay.fault.${word(fault)}`, { host, ...keyArgs(fault) });

/** What became of one of its ports, in a few words. */
export const sshFaultAtPort = ({ port, fault }: { readonly port: number; readonly fault: SshFault }): Message =>
  message(`relay.atPort.${word(fault)}`, { port });

/** What an engineer wants to see of it, line by line. */
export function sshFaultDetails(fault: SshFault): Message[] {
  switch (fault.kind) {
    case "new-host-key":
    case "host-key-changed":
      return [
        message("relay.detail.fingerprint", { fingerprint: fault.fingerprint }),
        message("relay.detail.keyType", { type: fault.keyType }),
      ];
    case "captive-portal":
      return fault.location === null ? [] : [message("relay.detail.location", { location: fault.location })];
    case "closed-early":
    case "not-ssh":
    case "no-common-algorithms":
    case "broken-off":
      return fault.said === null ? [] : [message("relay.detail.said", { said: fault.said })];
    default:
      return [];
  }
}

/** Why the server does not listen at a port, and what to do. */
export const sshPortFaultText = (fault: SshPortFault, { serverPort }: { readonly serverPort: number }): Message =>
  message(`relay.port.${fault}`, { port: serverPort });

/** Why nobody gets through at a port where the server does listen; null: the device took the last one. */
export function deviceTroubleText({ deviceTrouble, address, port }: LivePort): Message | null {
  return deviceTrouble === null ? null : message(`relay.device.${deviceTrouble}`, { address, port });
}

const keyArgs = (fault: SshFault): Record<string, string> =>
  "fingerprint" in fault ? { fingerprint: fault.fingerprint } : {};

import { z } from "zod";

const said = z.string().max(200).nullable();
const hostKey = { fingerprint: z.string().max(100), keyType: z.string().max(64) };

/**
 * Why there is no line to an SSH server. Each has a sentence and one next step (`ssh-fault-text.ts`). `said` is what the other end sent
 * instead, cleaned.
 */
export const sshFaultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("name-not-found") }),
  /** No name server answered in time. */
  z.object({ kind: z.literal("name-unanswered") }),
  /** The laptop has no way to that address: no network, or no IPv6. */
  z.object({ kind: z.literal("no-route") }),
  /** Nothing came back: the port is blocked on the way, or the server is off. */
  z.object({ kind: z.literal("unreachable") }),
  z.object({ kind: z.literal("refused") }),
  /** Connected, and hung up on before the greeting: fail2ban, sshd's own penalties (`said`), or a firewall that reads along. */
  z.object({ kind: z.literal("closed-early"), said }),
  /** Connected, and nothing was said: a proxy that took the connection for itself, or a server that hangs. */
  z.object({ kind: z.literal("silent") }),
  z.object({ kind: z.literal("not-ssh"), speaks: z.enum(["http", "tls", "ssh-1", "other"]), said }),
  /** A web page instead of the server: a log-in page, or a proxy that forbids. `location`: where it sends browsers. */
  z.object({ kind: z.literal("captive-portal"), location: said }),
  /** It offers nothing that is safe today. */
  z.object({ kind: z.literal("no-common-algorithms"), said }),
  /** Never seen before: a person has to compare it. */
  z.object({ kind: z.literal("new-host-key"), ...hostKey }),
  /** Not the server that was accepted; nothing was sent to it but this laptop's greeting. */
  z.object({ kind: z.literal("host-key-changed"), ...hostKey }),
  z.object({ kind: z.literal("authentication-refused") }),
  /** The private key can't be read; nothing was tried. */
  z.object({ kind: z.literal("private-key-unreadable") }),
  /** It spoke SSH and then stopped answering. */
  z.object({ kind: z.literal("stalled") }),
  /** It spoke SSH and then closed, or broke the protocol. */
  z.object({ kind: z.literal("broken-off"), said }),
  /** It stood, and answered nothing any more, or was closed by the other end. */
  z.object({ kind: z.literal("lost"), by: z.enum(["silence", "server", "network"]) }),
  /** Stopped here. */
  z.object({ kind: z.literal("stopped") }),
]);
export type SshFault = z.infer<typeof sshFaultSchema>;

/** Why a server does not listen at a port for a tunnel. */
export const sshPortFaultSchema = z.enum([
  /** The key's line on the server does not name this port. */
  "not-permitted",
  /** The server forwards nothing for this key. */
  "forwarding-off",
  /** Somebody listens there: another tunnel, or the one before this one, which the server still holds for dead. */
  "taken",
  /** The server says no, and not why. */
  "refused",
  /** The line went before it answered. */
  "lost",
]);
export type SshPortFault = z.infer<typeof sshPortFaultSchema>;

/** What says most, first: where several ports of a server failed, this is told. */
const BY_WEIGHT: readonly SshFault["kind"][] = [
  "stopped",
  "host-key-changed",
  "authentication-refused",
  "private-key-unreadable",
  "new-host-key",
  "no-common-algorithms",
  "broken-off",
  "stalled",
  "lost",
  "captive-portal",
  "not-ssh",
  "closed-early",
  "silent",
  "refused",
  "unreachable",
  "no-route",
  "name-unanswered",
  "name-not-found",
];

/** Of what became of several ports, the one that explains most; the first of equals. */
export function weightiestFault<T extends { readonly fault: SshFault }>(attempts: readonly T[]): T | undefined {
  const weight = ({ fault }: T): number => BY_WEIGHT.indexOf(fault.kind);
  return attempts.reduce<T | undefined>(
    (best, attempt) => (best === undefined || weight(attempt) < weight(best) ? attempt : best),
    undefined,
  );
}

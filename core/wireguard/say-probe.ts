import { message, type Message } from "../nat/diagnosis.ts";
import type { WireGuardProbe } from "./probe.ts";

export type WireGuardSaying = { title: Message; meaning: Message; next: Message; notes: Message[] };

/** What a probe came to, for people: what it means, what to do, and what else to know. */
export function sayWireGuardProbe(probe: WireGuardProbe): WireGuardSaying {
  const { outcome, observed } = probe;
  const { ports, wishedPorts, clockSkewMs } = observed;
  const answered = ports.filter(({ state }) => state === "answered");
  const best = answered.find(({ port }) => port === wishedPorts[0]) ?? answered[0] ?? ports[0];
  const silent = wishedPorts.filter((port) => !answered.some((one) => one.port === port));
  const args = {
    host: probe.host,
    address: best?.address ?? probe.host,
    port: best?.port ?? 0,
    wished: wishedPorts[0] ?? 0,
    rtt: Math.max(1, Math.round(best?.rttMs ?? 0)),
    server: probe.serverPublicKey,
    own: probe.ownPublicKey,
    silent: silent.join(", "),
    /** Minutes that the clock is wrong. */
    count: Math.max(1, Math.round(Math.abs(clockSkewMs ?? 0) / 60_000)),
  };
  const say = (part: string, name: string): Message => message(`wireGuard.${part}.${name}`, args);
  return {
    title: say("title", outcome),
    meaning: say("meaning", outcome),
    next: say("next", outcome),
    notes: probe.notes.map((note) => say("note", note)),
  };
}

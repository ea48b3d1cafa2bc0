import type { Dependence } from "../topology.ts";
import type { Pinhole, PinholeQuestion } from "./ask-pcp.ts";

/** What `agent.ts` does inside a host when the lab asks it to, over Node's IPC channel (no network needed). */

export interface Attempt {
  readonly transport: "tcp" | "udp";
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
}

export interface AttemptResult {
  /** TCP: the connection was accepted. UDP: something answered. */
  readonly reached: boolean;
  /** The first bytes that came back, as text. */
  readonly reply: string | null;
  /** The system's error code, or "timeout". */
  readonly error: string | null;
  readonly tookMs: number;
}

/** UDP behaviour of everything between this host and the probe host; null when UDP does not get out. */
export interface MeasuredNat {
  readonly mapping: Dependence;
  readonly filtering: Dependence;
}

/** An outside address and port, as the probe host sees it. */
export interface SeenAs {
  readonly address: string;
  readonly port: number;
}

export interface AgentCalls {
  /** Connects, or sends a datagram, and reports what happened. */
  attempt: { input: Attempt; output: AttemptResult };
  /** Answers every connection and datagram on a port with a text, until the agent ends. */
  answer: { input: { transport: "tcp" | "udp"; port: number; text: string }; output: null };
  /** The address from which a "what is my address" server sees this host; null when it does not answer. */
  whoami: { input: { url: string; timeoutMs: number }; output: string | null };
  /** The address a STUN server ("host:port") sees; null when it does not answer. */
  askStun: { input: { server: string; timeoutMs: number }; output: string | null };
  /** Asks a router for an opening to this host in its IPv6 firewall; null when it does not answer. */
  askPinhole: { input: PinholeQuestion; output: Pinhole | null };
  measureNat: { input: { silenceMs: number }; output: MeasuredNat | null };
  /** Whether a datagram to this host's own outside address and port comes back; null when UDP does not get out. */
  measureHairpin: { input: { silenceMs: number }; output: boolean | null };
  /** Opens a UDP port towards the internet and answers there with a text; says how the internet sees it, or null. */
  answerOutside: { input: { text: string; silenceMs: number }; output: SeenAs | null };
}

export interface AgentRequest<C extends keyof AgentCalls = keyof AgentCalls> {
  readonly id: number;
  readonly call: C;
  readonly input: AgentCalls[C]["input"];
}

export type AgentReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly failure: string };

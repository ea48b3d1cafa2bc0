/** How long an SSH server gets for each thing. Tests take shorter ones. */
export interface SshTimes {
  /** From the name to a connection. A server at the other end of the world answers in 0.3 s; three SYNs go out in 3 s. */
  readonly connectMs: number;
  /** Until the server greets; sshd does so at once, a busy small VPS in one or two seconds. */
  readonly greetingMs: number;
  /** Key exchange and authentication together; PAM and a slow disk may take seconds. */
  readonly handshakeMs: number;
  /** Between two ports of a server: the next one is tried beside the one that has not greeted by then. */
  readonly nextPortMs: number;
  /** One answer on a line that stands. */
  readonly answerMs: number;
  /** OpenSSH's own habit for tunnels (ServerAliveInterval=15, ServerAliveCountMax=3). */
  readonly keepaliveMs: number;
  readonly keepaliveCount: number;
}

export const SSH_TIMES: SshTimes = {
  connectMs: 5_000,
  greetingMs: 5_000,
  handshakeMs: 10_000,
  nextPortMs: 700,
  answerMs: 10_000,
  keepaliveMs: 15_000,
  keepaliveCount: 3,
};

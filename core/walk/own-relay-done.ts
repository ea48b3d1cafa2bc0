import type { Outcome, WalkContext, WalkEvent } from "./machine.ts";
import { serverOf, type OwnRelayAt, type OwnRelayState, type RelayPort } from "./own-relay-plan.ts";
import { fact, portFacts, portName, say, title } from "./own-relay-words.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import { nothingPending, notice, plain, wrongStep } from "./step-helpers.ts";
import { stepAction, stepView, type StepPart, type StepView } from "./step-view.ts";
import { decideRoute } from "./step-writing.ts";
import { isProvenThrough, proofById } from "./through-result.ts";

/** How people reach it, and what is handed over. */

export function doneView({ plan, isOver }: OwnRelayAt<"done">, context: WalkContext): StepView {
  const server = serverOf(plan, context);
  const isProven = isProvenThrough(proofById(context.proofs, plan.proofId), plan.tunnelId);
  const isForEveryone = plan.ports.some(({ listen }) => listen === "everyone");
  const isByLogin = plan.ports.some(({ listen }) => listen === "server");
  return stepView(title("done"), {
    lead: say("lead.done"),
    facts: server === null ? [] : [fact("server", plain(server.name)), ...portFacts(plan.ports, server)],
    notices: [
      isProven ? notice("good", say("notice.proven")) : notice("warning", say("notice.not-proven")),
      ...(plan.noProof === null ? [] : [notice("info", say("notice.reason", { reason: plan.noProof }))]),
      ...(isForEveryone ? [notice("warning", say("notice.for-everyone"))] : []),
    ],
    instructions: [
      ...(isForEveryone ? [say("do.done.app")] : []),
      ...(isByLogin ? [say("do.done.login")] : []),
      say("do.done.box"),
      say("do.done.whose"),
      say("do.done.end"),
    ],
    parts: server === null ? [] : [addresses(plan.ports, server)],
    actions: isOver ? [] : [stepAction("finish", say("action.finish"), { needsFields: false })],
  });
}

const addresses = (ports: readonly RelayPort[], server: FirmServer): StepPart => ({
  kind: "copy",
  purpose: "watching",
  items: ports.map((port) => ({ label: portName(port), text: addressOf(port, server) })),
});

/** IPv6 in brackets, as RFC 3986 section 3.2.2 has it. */
const inAddress = (host: string): string => (host.includes(":") ? `[${host}]` : host);

const PROTOCOLS = { stream: "rtsp://", web: "http://", app: "" } as const;
/** What is encrypted on the device's own port is so at the server's. */
const SECURE_WEB: ReadonlySet<number> = new Set([443, 8_443]);

/** An address for a browser or player; for what is behind the login, the command that brings it to one's own computer. */
function addressOf({ listen, use, port, serverPort }: RelayPort, { host, ssh }: FirmServer): string {
  const protocol = use === "web" && SECURE_WEB.has(port) ? "https://" : PROTOCOLS[use];
  const at = serverPort ?? 0;
  return listen === "everyone"
    ? `${protocol}${inAddress(host)}:${at}`
    : `ssh -N -p ${ssh.ports[0] ?? 22} -L ${at}:127.0.0.1:${at} ${ssh.user}@${host}`;
}

export function handleDone(state: OwnRelayAt<"done">, event: WalkEvent, context: WalkContext): Outcome<OwnRelayState> {
  if (event.type !== "finish" || state.isOver) return wrongStep();
  const { plan } = state;
  const writings = decideRoute(context, {
    chosen: "relay",
    route: "own-relay",
    variant: context.firm.servers.find(({ id }) => id === plan.serverId)?.name ?? null,
  });
  const written = [...plan.written, ...writings.flatMap((one) => one.written)];
  return {
    state: { ...state, ...nothingPending, plan: { ...plan, written }, isOver: true },
    changes: writings.flatMap(({ changes }) => changes),
    status: "done",
    waiting: null,
  };
}

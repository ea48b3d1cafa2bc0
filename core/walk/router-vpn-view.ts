import { message, type Message } from "../nat/diagnosis.ts";
import { assertNever } from "../never.ts";
import { siteLan } from "../tunnel/site-lan.ts";
import { LEGACY_TRAITS, legacyWarnings, type LegacyTrait } from "../vpn/legacy/ipsec-config.ts";
import { OPENVPN_POOLS } from "../vpn/pools.ts";
import type { WalkContext } from "./machine.ts";
import { whyNoForward } from "./port-forward-begin.ts";
import { publicAddressOf } from "./port-forward-site.ts";
import { copyItems, lanClashes } from "./router-vpn-files.ts";
import {
  REFUSED_KINDS,
  ROUTER_VPN_STEPS,
  VPN_KINDS,
  type RouterVpnAt,
  type RouterVpnState,
  type RouterVpnStep,
} from "./router-vpn-state.ts";
import { fieldsOf, option } from "./step-fields.ts";
import { effectAction, notice, plain, usualSteps, usualView } from "./step-helpers.ts";
import { stepAction, stepView, type StepFact, type StepNotice, type StepSummary, type StepView } from "./step-view.ts";
import { proofFacts, proofOf, proofStanding, vpnProofView } from "./vpn-proof.ts";

/** What the walk shows at each of its steps. */

const area = "walk.router-vpn";
export const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
const field = fieldsOf(area);
const title = (step: RouterVpnStep): Message => say(`title.${step}`);
const fact = (name: string, value: Message): StepFact => ({ label: say(`fact.${name}`), value, tone: null });
const next = stepAction("next", say("action.next"));

export const routerVpnSteps = (state: RouterVpnState, context: WalkContext): StepSummary[] =>
  usualSteps(state.step === "undo" ? [...ROUTER_VPN_STEPS, "undo"] : ROUTER_VPN_STEPS, state.step, {
    title,
    outcome: (step) => outcomeOf(state, step, context),
    isSkipped: (step) => state.step === "undo" && AFTER_FILES.has(step),
  });

/** Not come to, or given up with the rest. */
const AFTER_FILES: ReadonlySet<RouterVpnStep> = new Set(["proof", "done"]);

function outcomeOf(state: RouterVpnState, step: RouterVpnStep, context: WalkContext): Message | null {
  const { kind, server, probed, place, tunnelId, proof } = state;
  switch (step) {
    case "kind":
      return kind && say(`kind.${kind}`);
    case "server":
      return server && plain(server.host);
    case "reach":
      return probed && say(probed.isGood ? "outcome.reached" : "outcome.not-reached");
    case "site":
      return place && plain(place.lan);
    case "proof":
      return tunnelId === null ? null : say(`outcome.${proofStanding({ tunnelId, proof }, context)}`);
    case "files":
    case "done":
    case "undo":
      return null;
    default:
      return assertNever(step);
  }
}

export const routerVpnView = (state: RouterVpnState, context: WalkContext): StepView =>
  usualView(state, ownView(state, context), { isFirst: state.step === "kind", isLast: state.step === "undo" });

function ownView(state: RouterVpnState, context: WalkContext): StepView {
  switch (state.step) {
    case "kind":
      return kindView(state, context);
    case "server":
      return serverView(state, context);
    case "reach":
      return reachView(state);
    case "site":
      return siteView(state, context);
    case "files":
      return filesView(state, context);
    case "proof":
      return proofView(state, context);
    case "done":
      return doneView(state, context);
    case "undo":
      return undoView(state);
    default:
      return assertNever(state);
  }
}

/** What is to be said against a kind. */
const TRAITS: Readonly<Record<(typeof VPN_KINDS)[number], readonly LegacyTrait[]>> = {
  openvpn: [],
  ikev2: [],
  l2tp: ["l2tp-ipsec"],
};

const warningsFor = (traits: readonly LegacyTrait[]): StepNotice[] =>
  legacyWarnings(traits).map(({ tone, text }) => notice(tone, text));

const traitOf = (name: string): LegacyTrait[] => LEGACY_TRAITS.filter((trait) => trait === name);

function kindView({ kind }: RouterVpnAt<"kind">, { document }: WalkContext): StepView {
  const isFritzBox = /fritz/i.test(document.line.router ?? "");
  return stepView(title("kind"), {
    lead: say("lead.kind"),
    notices: [notice("info", say("notice.better")), ...(isFritzBox ? warningsFor(["fritzbox-ipsec"]) : [])],
    fields: [
      field("kind", "choice", {
        required: true,
        value: kind,
        options: [
          ...VPN_KINDS.map((one) =>
            option(one, say(`kind.${one}`), {
              hint: legacyWarnings(TRAITS[one])[0]?.text ?? say(`kind-hint.${one}`),
              isRisky: TRAITS[one].length > 0,
            }),
          ),
          ...REFUSED_KINDS.map((one) =>
            option(one, say(`kind.${one}`), { notPossible: legacyWarnings(traitOf(one))[0]?.text ?? null }),
          ),
        ],
      }),
      field("isTold", "confirm", { value: kind === "l2tp", hint: true }),
    ],
    actions: [next],
  });
}

const USUAL = { udp: 1_194, tcp: 443 } as const;
/** Where the server's own SSH or relay sits at 443. */
const SECOND_TCP = 8_443;

function serverView({ kind, server }: RouterVpnAt<"server">, context: WalkContext): StepView {
  const { firm } = context;
  const servers = firm.servers.slice(0, MOST_SERVERS);
  const why = whyNoForward(context);
  const usual = servers[0] === undefined ? "other" : firmValue(servers[0].id);
  const isTaken = servers.some(({ ssh, media }) => ssh.ports.includes(USUAL.tcp) || media?.port === USUAL.tcp);
  const chosen = server === null ? usual : server.at === "firm" ? firmValue(server.serverId ?? "") : server.at;
  return stepView(title("server"), {
    lead: say("lead.server"),
    notices: why === null ? [] : [notice("info", say("notice.not-the-router"), [why])],
    fields: [
      field("server", "choice", {
        required: true,
        value: chosen,
        options: [
          ...servers.map(({ id, name, host }) => option(firmValue(id), plain(name), { hint: plain(host) })),
          option("other", say("server.other"), { hint: say("server-hint.other") }),
          option("router", say("server.router"), { hint: say("server-hint.router"), notPossible: why }),
        ],
      }),
      field("host", "text", {
        hint: true,
        value: server === null || server.at === "firm" ? (why === null ? publicAddressOf(context) : null) : server.host,
      }),
      ...(kind === "openvpn"
        ? [
            field("udpPort", "number", { value: server?.udpPort ?? USUAL.udp }),
            field("tcpPort", "number", { value: server?.tcpPort ?? (isTaken ? SECOND_TCP : USUAL.tcp), hint: true }),
          ]
        : []),
    ],
    actions: [next],
  });
}
const MOST_SERVERS = 90;
export const firmValue = (id: string): string => `firm:${id}`.slice(0, 200);

const portFacts = ({ kind, server }: Pick<RouterVpnAt<"reach">, "kind" | "server">): StepFact[] => [
  fact("server", plain(server.host)),
  fact("ports", plain(kind === "openvpn" ? `UDP ${server.udpPort}, TCP ${server.tcpPort}` : "UDP 500, UDP 4500")),
];

function reachView(state: RouterVpnAt<"reach">): StepView {
  const { probed, server } = state;
  const isRouter = server.at === "router";
  const goOn = stepAction("next", say("action.next"), { needsFields: false });
  return stepView(title("reach"), {
    lead: say(isRouter ? "lead.reach-router" : "lead.reach"),
    instructions: isRouter
      ? [say("do.reach.own-server"), say("do.reach.update")]
      : [say("do.reach.at-site"), say("do.reach.running"), say("do.reach.firewall")],
    facts: portFacts(state),
    notices: probed === null ? [] : [notice(probed.isGood ? "good" : "problem", probed.says, probed.details)],
    actions: isRouter
      ? [goOn]
      : [
          ...(probed?.isGood === true ? [goOn] : []),
          effectAction("probe", say("action.probe"), "probe-legacy-vpn", {
            look: probed?.isGood === true ? "secondary" : "primary",
          }),
          ...(probed?.isGood === true
            ? []
            : [
                stepAction("anyway", say("action.anyway"), {
                  look: "quiet",
                  needsFields: false,
                  confirm: say("confirm.anyway"),
                }),
              ]),
        ],
  });
}

const MOST_NAMED = 4;

function siteView(state: RouterVpnAt<"site">, context: WalkContext): StepView {
  const { place, server, kind } = state;
  const lan = place?.lan ?? siteLan(context.check);
  const { atServer, alike } = lan === null ? { atServer: [], alike: [] } : lanClashes(lan, state, context);
  const pool = context.firm.servers.find(({ id }) => id === server.serverId)?.wireguard?.tunnelPool ?? null;
  const usual = [...(kind === "openvpn" ? [OPENVPN_POOLS.udp] : []), ...(pool === null ? [] : [pool])];
  return stepView(title("site"), {
    lead: say("lead.site"),
    notices: [
      ...(atServer.length === 0
        ? []
        : [
            notice(
              "problem",
              say("notice.at-server", { names: atServer.slice(0, MOST_NAMED).join(", "), lan: lan ?? "" }),
            ),
          ]),
      ...(alike.length === 0
        ? []
        : [notice("warning", say("notice.alike", { names: alike.slice(0, MOST_NAMED).join(", "), lan: lan ?? "" }))]),
      ...(lan === null ? [notice("info", say("notice.lan-unseen"))] : []),
    ],
    fields: [
      field("lan", "text", { required: true, value: lan, hint: true }),
      field("router", "text", {
        required: true,
        value: place?.router ?? context.document.line.router ?? null,
        hint: true,
      }),
      ...(server.at === "router"
        ? []
        : [
            field("firmNetworks", "text", {
              required: true,
              value: (place?.firmNetworks ?? usual).join(", "),
              hint: true,
            }),
          ]),
    ],
    actions: [next],
  });
}

/** What a person does, by kind and by who is the server. */
function fileSteps({ kind, server }: RouterVpnAt<"files">): Message[] {
  if (server.at === "router")
    return ["server-on", "users", "only-site", "no-admin"].map((step) => say(`do.router.${step}`));
  const steps = {
    openvpn: ["backup", "authority", "server-files", "fetch", "import", "secret"],
    ikev2: ["backup", "psk", "server-file", "values", "secret"],
    l2tp: ["backup", "server", "values", "secret"],
  } as const;
  return steps[kind].map((step) => say(`do.${kind}.${step}`));
}

function filesView(state: RouterVpnAt<"files">, context: WalkContext): StepView {
  const items = copyItems(state, context);
  return stepView(title("files"), {
    lead: say("lead.files"),
    instructions: fileSteps(state),
    facts: [...portFacts(state), fact("lan", plain(state.place.lan))],
    notices: [
      ...(items === null ? [notice("problem", say("notice.unfit"))] : []),
      ...(state.kind === "openvpn" ? [] : warningsFor(["3des", "dh-2", "sha1"])),
    ],
    parts: items === null || items.length === 0 ? [] : [{ kind: "copy", purpose: "set-up", items: [...items] }],
    actions: [stepAction("next", say("action.is-set-up"), { needsFields: false })],
  });
}

function proofView({ tunnelId, place, proof, server }: RouterVpnAt<"proof">, context: WalkContext): StepView {
  return vpnProofView({ tunnelId, lan: place.lan, proof }, context, {
    title: title("proof"),
    lead: say("lead.proof"),
    instructions: [say(server.at === "firm" ? "do.proof.by-server" : "do.proof.by-vpn"), say("do.proof.status")],
  });
}

function doneView(state: RouterVpnAt<"done">, context: WalkContext): StepView {
  const { kind, place, proof, isOver } = state;
  return stepView(title("done"), {
    lead: say(proof.notProven === null ? "lead.done" : "lead.done-not-proven"),
    instructions: [say("do.done.label"), say("do.done.restart"), say("do.done.update")],
    facts: [
      fact("kind", say(`kind.${kind}`)),
      ...portFacts(state),
      fact("router", plain(place.router)),
      fact("lan", plain(place.lan)),
      ...proofFacts(proofOf(state, context)),
    ].slice(0, 40),
    notices: [
      ...warningsFor(TRAITS[kind]),
      ...(proof.notProven === null
        ? []
        : [notice("warning", say("notice.without-proof", { reason: proof.notProven }))]),
      ...(isOver ? [notice("good", say("notice.over"))] : []),
    ],
    actions: isOver ? [] : [stepAction("finish", say("action.finish"), { needsFields: false })],
  });
}

function undoView({ server }: RouterVpnAt<"undo">): StepView {
  return stepView(title("undo"), {
    lead: say("lead.undo"),
    instructions: [say("do.undo.router"), say(server.at === "router" ? "do.undo.users" : "do.undo.server")],
    actions: [
      stepAction("undone", say("action.undone"), { needsFields: false }),
      stepAction("left", say("action.left"), { look: "secondary", needsFields: false }),
    ],
  });
}

import { message, type Finding, type Message } from "../nat/diagnosis.ts";
import type { SurveyChange } from "../survey/survey-change.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import { siteLan } from "../tunnel/site-lan.ts";
import { standingTunnels, type Tunnel } from "../tunnel/tunnel.ts";
import { addressPlan, type AddressPlan, type PlannedSite } from "../vpn/address-plan.ts";
import type { VpnFinding } from "../vpn/findings.ts";
import { mtuAdvice, type MtuAdvice } from "../vpn/mtu-advice.ts";
import type { WalkContext } from "./machine.ts";
import type { StepFact, StepNotice } from "./step-view.ts";
import { fieldsOf } from "./step-fields.ts";
import { notice } from "./step-helpers.ts";
import { AREA, type WireGuardState } from "./wireguard-state.ts";

/** What both WireGuard walks read of the site and the firm, anew at every step. */

export const say = (key: string, args?: Message["args"]): Message => message(`${AREA}.${key}`, args);
export const field = fieldsOf(AREA);
export const fact = (name: string, value: Message, tone: StepFact["tone"] = null): StepFact => ({
  label: say(`fact.${name}`),
  value,
  tone,
});

/** As many as one measurement takes. */
const MAX_SERVERS = 20;

/** The firm's servers that can be a hub. */
export const hubServers = ({ firm }: WalkContext): FirmServer[] =>
  firm.servers.filter(({ wireguard }) => wireguard !== null).slice(0, MAX_SERVERS);

export const serverOf = ({ serverId }: WireGuardState, context: WalkContext): FirmServer | null =>
  hubServers(context).find(({ id }) => id === serverId) ?? null;

/** Whether this laptop can tell the server, or a person has to. */
export const mayChange = ({ serverId }: WireGuardState, { firm }: WalkContext): boolean =>
  serverId !== null && firm.mayChange.includes(serverId);

/** The walk's tunnel whatever became of it; null: it is in the survey no more, or is another's. */
export const anyTunnel = ({ tunnelId, serverId }: WireGuardState, { document }: WalkContext): Tunnel | null =>
  document.tunnels.find(
    (one) => one.id === tunnelId && one.kind === "wireguard" && (one.serverId ?? null) === serverId,
  ) ?? null;

/** The walk's tunnel as it stands; null: somebody took it out. */
export function tunnelOf(state: WireGuardState, context: WalkContext): Tunnel | null {
  const tunnel = anyTunnel(state, context);
  return tunnel === null ? null : (standingTunnels([tunnel])[0] ?? null);
}

export const standingPeers = ({ peers }: Tunnel): Tunnel["peers"] =>
  peers.filter(({ removedAt }) => removedAt === undefined || removedAt === null);

export const putTunnel = (entry: Tunnel): SurveyChange => ({ op: "put", list: "tunnels", entry });

/** One that no key was ever made for: it was a plan and nothing else. */
export const removeTunnel = (id: string): SurveyChange => ({ op: "remove", list: "tunnels", id });

export const setInTunnel = ({ id }: Tunnel, name: keyof Tunnel, value: unknown): SurveyChange => ({
  op: "set-in",
  list: "tunnels",
  id,
  field: name,
  value,
});

/** The firm's plan with this site as the survey has it now, `tunnel` in the place of its own. */
export function planWith(context: WalkContext, tunnel: Tunnel | null, tunnelId: string | null): AddressPlan {
  const { siteId, document, check, firm } = context;
  const own: PlannedSite = {
    siteId,
    name: document.site.name,
    tunnels: [...document.tunnels.filter(({ id }) => id !== tunnelId), ...(tunnel === null ? [] : [tunnel])],
    lan: siteLan(check),
  };
  return addressPlan(firm.servers, [...firm.sites().filter((site) => site.siteId !== siteId), own]);
}

/** As many as a screen takes. */
const MAX_FINDINGS = 12;

/** What the plan says of this site and this tunnel. */
export const planNotices = (context: WalkContext, tunnel: Tunnel): StepNotice[] =>
  planWith(context, tunnel, tunnel.id)
    .findings.filter(({ siteIds }) => siteIds.includes(context.siteId))
    .slice(0, MAX_FINDINGS)
    .map(findingNotice);

const TONES: Readonly<Record<Finding["severity"], StepNotice["tone"]>> = {
  problem: "problem",
  warning: "warning",
  advice: "info",
  info: "info",
};

export const findingNotice = ({ severity, title, whatToDo }: VpnFinding): StepNotice =>
  notice(TONES[severity], title, [whatToDo]);

/** Whether something has to be put right before anything is rolled out. */
export const hasProblem = (notices: readonly StepNotice[]): boolean => notices.some(({ tone }) => tone === "problem");

/** The tunnel's MTU for this line, by what is known of it. */
export const lineMtu = ({ document, check }: WalkContext): MtuAdvice =>
  mtuAdvice({
    pathMtu: null,
    isPppoe: document.line.technology === "dsl",
    isDsLite: check?.diagnosis.verdict.sentence.key === "verdict.shared-address.ds-lite",
    isMobile: document.line.technology === "mobile",
  });

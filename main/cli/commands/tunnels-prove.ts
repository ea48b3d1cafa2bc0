import { HostError, isHostError } from "#core/contract/errors.ts";
import type { ProofRecord } from "#core/proof/proof-record.ts";
import type { AccountEntry } from "#core/survey/survey-sections.ts";
import { standingTunnels, type Tunnel } from "#core/tunnel/tunnel.ts";
import { isProvenThrough, throughFacts, throughNotices } from "#core/walk/through-result.ts";
import type { ProveStep } from "#host/tunnel/tunnel-prover.ts";
import { errorSentences } from "../error-sentences.ts";
import { namedAccount, namedTunnel } from "../named-entry.ts";
import { proofResultJson } from "../proof-json.ts";
import { remarkLines } from "../remark-text.ts";
import { tunnelName } from "../tunnel-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import type { TunnelSession } from "./tunnels-session.ts";

const DEVICE_LOGINS: readonly AccountEntry["kind"][] = ["recorder", "camera", "alarm-panel", "router", "other"];

type Proven = { tunnel: Tunnel; record: ProofRecord } | { tunnel: Tunnel; problem: HostError };

/**
 * `farsite tunnels prove`: asks the devices behind a tunnel in their own protocol through the finished path, and keeps what came of it in
 * the survey. Without TUNNEL all that stand, one after the other.
 */
export async function proveTunnels(session: TunnelSession, name: string | undefined): Promise<ExitStatus> {
  const { host, siteId, context, t, options } = session;
  const { tunnels, accounts } = host.store().document(siteId);
  const chosen = name === undefined ? standingTunnels(tunnels) : [namedTunnel(tunnels, name)];
  if (options.reconnect && !options.open)
    throw new UsageError("--reconnect goes with --open: only that line can be cut");
  if (chosen.length === 0) {
    if (session.asJson) context.out(JSON.stringify({ siteId, allProven: false, tunnels: [] }, null, 2));
    else context.out(t("terminalTunnels.tunnels.none"));
    return EXIT.ran;
  }
  const accountId = options.account === null ? null : accountNamed(accounts, options.account, session);
  const results: Proven[] = [];
  for (const tunnel of chosen) {
    try {
      results.push({ tunnel, record: await prove(session, tunnel, accountId) });
    } catch (error) {
      if (context.signal.aborted) return EXIT.cancelled;
      // One that was named, and whatever nobody foresaw, is told as every failure is.
      if (name !== undefined || !isHostError(error) || error.code === "VAULT_LOCKED") throw error;
      results.push({ tunnel, problem: error });
    }
    if (context.signal.aborted) return EXIT.cancelled;
  }
  context.out(session.asJson ? JSON.stringify(provenJson(results, session), null, 2) : provenText(results, session));
  return results.some((one) => "record" in one) ? EXIT.ran : EXIT.couldNotRun;
}

const isProven = (one: Proven): boolean => "record" in one && isProvenThrough(one.record, one.tunnel.id);

function accountNamed(accounts: readonly AccountEntry[], text: string, { t }: TunnelSession): string {
  // A private key or the Wi-Fi's password is nothing to show to a device.
  const logins = accounts.filter(({ kind }) => DEVICE_LOGINS.includes(kind));
  const found = namedAccount(logins, text);
  if (found !== null) return found.id;
  const names = logins.map(({ label }) => label).join(", ");
  throw new UsageError(t("terminalTunnels.tunnels.noAccount", { account: text, names }));
}

async function prove(session: TunnelSession, tunnel: Tunnel, accountId: string | null): Promise<ProofRecord> {
  const { host, siteId, context, t, options } = session;
  const request = { siteId, tunnelId: tunnel.id, reconnect: options.reconnect, accountId };
  const name = tunnelName(tunnel, t);
  const tell = (line: string): void => (session.asJson ? undefined : context.err(line));
  tell(t("terminalTunnels.tunnels.step.opening", { name }));
  const isHeld = options.open && tunnel.kind === "ssh";
  if (isHeld) await openLive(session, tunnel);
  try {
    return await host.tunnels.prover.proveAll(request, context.signal, teller(name, session, tell));
  } finally {
    if (isHeld) await host.tunnels.tunnels.closeLive(siteId, tunnel.id);
  }
}

/** @throws HostError SERVER_REFUSED in the words of what went wrong */
async function openLive({ host, siteId, context, t, say, asJson }: TunnelSession, tunnel: Tunnel): Promise<void> {
  const result = await host.tunnels.perform(siteId, { kind: "open-live", tunnelId: tunnel.id }, context.signal);
  if (result.kind === "live-refused") {
    await host.tunnels.tunnels.closeLive(siteId, tunnel.id);
    throw new HostError("SERVER_REFUSED", { detail: [result.why, ...result.details].map(say).join(" ") });
  }
  if (!asJson) context.err(t("terminalTunnels.tunnels.step.live", { name: tunnelName(tunnel, t) }));
}

function teller(name: string, { t }: TunnelSession, tell: (line: string) => void): (step: ProveStep) => void {
  const words = "terminalTunnels.tunnels.step";
  let device = { address: "", port: 0 };
  return (step) => {
    switch (step.kind) {
      case "way-open":
        return step.origin.kind === "server"
          ? tell(t(`${words}.way-server`, { name, host: step.origin.host }))
          : tell(t(`${words}.way-vpn`, { name }));
      case "asking":
        device = step.device;
        return tell(t(`${words}.asking`, device));
      case "cutting":
        return tell(t(`${words}.cutting`));
      case "asked": {
        const { outcome, strength } = step.result;
        const word = strength === "proof" ? "proven" : outcome;
        return tell(t(`${words}.asked`, { ...device, outcome: t(`proof.outcome.${word}`) }));
      }
      default:
        return step satisfies never;
    }
  };
}

function provenJson(results: readonly Proven[], { siteId, locale, say }: TunnelSession) {
  return {
    siteId,
    allProven: results.every(isProven),
    proven: results.filter(isProven).length,
    tunnels: results.map((one) => {
      const { id: tunnelId, kind } = one.tunnel;
      if ("problem" in one) {
        const problem = { code: one.problem.code, sentence: errorSentences(one.problem, locale) };
        return { tunnelId, kind, isProven: false, problem, results: [] };
      }
      const { results: found, ...head } = one.record;
      const told = found.map((result) => proofResultJson(result, say));
      return { tunnelId, kind, isProven: isProven(one), problem: null, ...head, results: told };
    }),
  };
}

function provenText(results: readonly Proven[], session: TunnelSession): string {
  const { t } = session;
  const proven = results.filter(isProven).length;
  const isKept = results.some((one) => "record" in one);
  return [
    ...results.flatMap((one) => [...oneText(one, session), ""]),
    proven === results.length
      ? t("terminalTunnels.tunnels.allProven")
      : t("terminalTunnels.tunnels.notAllProven", { proven, count: results.length }),
    ...(isKept ? [t("terminalTunnels.tunnels.kept")] : []),
  ].join("\n");
}

function oneText(one: Proven, { t, say, locale }: TunnelSession): string[] {
  const { tunnel } = one;
  if ("problem" in one)
    return [
      tunnelName(tunnel, t),
      ...errorSentences(one.problem, locale)
        .split("\n")
        .map((line) => `  ${line}`),
    ];
  return [
    tunnelName(tunnel, t),
    ...throughFacts(one.record, tunnel.id).map(({ label, value }) => `  ${say(label)}: ${say(value)}`),
    ...throughNotices(one.record, tunnel.id).flatMap((notice) => remarkLines(notice, say)),
  ];
}

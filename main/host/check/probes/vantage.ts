import type { VantagePort } from "#core/vantage/vantage-api.ts";
import { ask, skip, type CheckContext, type Question } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { holdPort } from "../../mapping/held-port.ts";
import type { Echo, Family, VantageLink } from "../../vantage/vantage-link.ts";
import { testInbound } from "./vantage-inbound.ts";

/**
 * The firm's own server outside (docs/vantage.md): from where it sees this site, what gets out to it, and, where the laptop
 * has a public address itself, whether it gets in. Whether it gets in through a test mapping is asked while that stands
 * (`whileMapped`).
 */
export async function probeVantage(context: CheckContext): Promise<void> {
  const { vantage: access } = context.settings;
  if (access === null) return;
  const { vantage } = context;
  if (vantage === null) {
    const question = { id: "vantage/view", probe: "vantage", question: "my-address", asked: access.url } as const;
    return skip(context, question, "no-vantage-token");
  }
  const family = vantage.family();
  await Promise.all([
    family.then((one) => viewAndComeIn(context, vantage, one)),
    alsoOverIpv6(context, vantage, family),
    ...context.outside.ports.map(async (port) => testOutbound(context, vantage, await family, port)),
  ]);
}

/** A row of its own only where both sides have IPv6 beside IPv4. */
async function alsoOverIpv6(context: CheckContext, vantage: VantageLink, family: Promise<Family>): Promise<void> {
  const hasIpv6 = await vantage.hasIpv6();
  if (hasIpv6 && (await family) === 4) await viewAndComeIn(context, vantage, 6);
}

async function viewAndComeIn(context: CheckContext, vantage: VantageLink, family: Family): Promise<void> {
  const id = family === 4 ? "vantage/view" : "vantage/view-ipv6";
  const question: Question = { id, probe: "vantage", question: "my-address", asked: vantage.url };
  const view = await ask(context, question, async () => {
    const [answer, server] = await Promise.all([vantage.view(family), vantage.address(family)]);
    const { address, port } = answer.value;
    return {
      data: { kind: "vantage-view", vantage: vantage.url, address, port },
      answeredBy: server,
      raw: answer.raw,
      server,
    };
  });
  if (!view) return;
  context.outsideAnswered(view.server, view.data.address);
  if (context.ownAddresses.includes(view.data.address)) await comeIn(context, family, view.data.address);
}

/** Nothing has to be opened for a laptop that has the public address itself. */
async function comeIn(context: CheckContext, family: Family, address: string): Promise<void> {
  await Promise.all(
    (["udp", "tcp"] as const).map(async (transport) => {
      const held = await holdPort(transport, family).catch(() => null);
      if (held === null) return;
      try {
        const name = family === 4 ? `none-${transport}` : `none-${transport}-ipv6`;
        await testInbound(context, { name, openedBy: "none", externalAddress: address, externalPort: held.port, held });
      } finally {
        held.release();
      }
    }),
  );
}

async function testOutbound(
  context: CheckContext,
  vantage: VantageLink,
  family: Family,
  { transport, port }: VantagePort,
): Promise<void> {
  const id = `vantage/outbound/${transport}-${port}`;
  const asked = `${vantage.client.host} ${transport.toUpperCase()} ${port}`;
  await ask(context, { id, probe: "vantage", question: "reach-port", asked }, async () => {
    const echo = await (transport === "udp"
      ? vantage.echo(family, port, context.budget.vantageEcho)
      : echoOverTcp(context, vantage, family, port));
    const server = await vantage.address(family);
    if (echo !== "answered") await beSureItListens(vantage, family, { transport, port });
    return {
      data: { kind: "outbound-port", vantage: vantage.url, transport, port, reached: echo === "answered" },
      answeredBy: echo === "answered" ? server : null,
      outcome: echo,
    };
  });
}

/** A refusal, a login page or a proxy in its place: whatever isn't the vantage's own signed answer did not reach it. */
async function echoOverTcp(context: CheckContext, vantage: VantageLink, family: Family, port: number): Promise<Echo> {
  const soon = timeoutSignal(context.budget.vantageEcho.waitMs, context.outsideSignal);
  try {
    await vantage.askAtPort(family, port, soon.signal);
    return "answered";
  } catch (error) {
    if (!(error instanceof ProbeTrouble) || error.trouble === "vantage-busy") throw error;
    return error.outcome === "silent" || error.trouble === "timed-out" ? "silent" : "refused";
  } finally {
    soon.end();
  }
}

/** Only where the vantage says that it listens there, its silence means that something stands in the way. */
async function beSureItListens(vantage: VantageLink, family: Family, { transport, port }: VantagePort): Promise<void> {
  const view = await vantage.view(family);
  const listed = view.value.ports.find((one) => one.transport === transport && one.port === port);
  if (listed?.problem === null) return;
  if (transport === "tcp" && port === vantage.client.port) return;
  throw new ProbeTrouble("skipped", "vantage-lacks-port", { message: listed?.problem ?? "" });
}

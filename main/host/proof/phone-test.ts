import type { Forward } from "#core/forward/forward.ts";
import { knownForwards } from "#core/lan/known-forwards.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { formatEndpoint } from "#core/net/endpoint.ts";
import { isIpv6, sameAddress } from "#core/net/ip-address.ts";
import { isRefusedByBrowsers, isUsablePort, substitutePorts } from "#core/proof/browser-ports.ts";
import { judgeVisit } from "#core/proof/judge-visit.ts";
import { phonePageHtml } from "#core/proof/phone-page.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import { PROOF_RECORD_VERSION, type ProofRecord } from "#core/proof/proof-record.ts";
import { isSameCarrier } from "#core/proof/same-carrier.ts";
import { siteAround, type SiteAround } from "#core/proof/site-around.ts";
import { whereIsLaptop } from "#core/proof/where-is-laptop.ts";
import { standingForwards } from "#core/forward/forward.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import { EventQueue } from "../check/event-queue.ts";
import { tcpPortState } from "../net/tcp-port.ts";
import { SOMEWHERE_OUTSIDE } from "../system/local-address.ts";
import { lookAround } from "./look-around.ts";
import { startPhoneServer, type PhoneCall, type PhoneServer } from "./phone-server.ts";
import type { ProofServiceOptions } from "./proof-service.ts";

export type PhoneTestInput = {
  siteId: string;
  document: SurveyDocument;
  forward: Forward | null;
  byHandPort: number | null;
  carrier: string | null;
};

/** For finding the telephone, switching its Wi-Fi off and scanning the code. */
const PHONE_LIMIT_MS = 5 * 60_000;
/** Visits of each kind that are told: neither a page that is reloaded over and over nor a scanner may hide the others. */
const MAX_VISITS_EACH = 8;
const NONCE_BYTES = 16;
/** Ports that the router is asked for before it is given up. */
const MAX_TRIES = 3;
const SELF_TEST_MS = 1_000;
/** Systems give lower ones to administrators only. */
const FIRST_FREE_PORT = 1_024;

/**
 * A page for a telephone on the tested path, the laptop standing in for the device: looks whether the laptop is at the site and lets
 * connections in, has the router open a port, and judges who comes. What it opened is closed when the iteration ends, however it ends.
 */
export async function* runPhoneTest(
  options: ProofServiceOptions,
  input: PhoneTestInput,
  signal: AbortSignal,
): AsyncGenerator<PhoneEvent, void> {
  const started = { at: options.now().toISOString(), ms: performance.now() };
  const { computer } = options.environment;
  const [here, firewalls] = await Promise.all([
    lookAround(options, signal),
    computer.readLocalFirewalls().catch(() => []),
  ]);
  const prepared = await prepare(options, input, here);
  if ("key" in prepared) {
    yield { type: "failed", why: prepared };
    return;
  }
  const { own, publicAddress, around, ports } = prepared;

  const say = createTranslate(options.locale());
  const hasSitesCarrier = isSameCarrier(input.carrier, input.document.line.provider);
  const events = new EventQueue<Came>();
  const path = `/${Buffer.from(options.randomBytes(NONCE_BYTES)).toString("hex")}`;
  const onCall = (call: PhoneCall): string => {
    const { judged, remark } = judgeVisit({ ...call, hasSitesCarrier }, around);
    events.push({ call, visit: { type: "visit", at: options.now().toISOString(), from: call.from, judged, remark } });
    return judged === "wrong-page" ? "" : phonePageHtml(judged, say, options.locale());
  };
  let server: PhoneServer | null = null;
  let opened: Opened | null = null;
  const end = (): void => events.end();
  const limitMs = options.phoneLimitMs ?? PHONE_LIMIT_MS;
  let timer: NodeJS.Timeout | undefined;
  try {
    server = await serve({ address: own, path, onCall }, ports, input.byHandPort);
    if (server === null) {
      yield { type: "failed", why: cantListen(input.byHandPort) };
      return;
    }
    const isShut = (await stateOf(own, server.port, signal)) !== "open";
    const isOpen = input.byHandPort !== null || sameAddress(own, publicAddress);
    const way = isOpen
      ? { externalPort: server.port, externalAddress: null, wish: null }
      : await openWay(options, { own, internalPort: server.port, ports: ports.candidates }, signal);
    if ("key" in way) {
      yield { type: "failed", why: way };
      return;
    }
    opened = way;
    const guards = firewalls.filter(({ state }) => state !== "off").map(({ name }) => name);
    timer = setTimeout(end, limitMs);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) return;
    yield {
      type: "ready",
      url: `http://${formatEndpoint({ address: publicAddress, port: way.externalPort })}${path}`,
      remarks: [
        ...firewallRemarks(isShut, guards, server.port),
        ...portRemarks(ports, way.externalPort),
        ...addressRemarks(way.externalAddress, publicAddress),
      ],
      until: new Date(options.now().getTime() + limitMs).toISOString(),
    };
    const told = new Map<Visit["judged"], number>();
    for await (const { call, visit } of events) {
      const isProof = visit.judged === "outside";
      const count = (told.get(visit.judged) ?? 0) + 1;
      told.set(visit.judged, count);
      if (count <= MAX_VISITS_EACH) yield visit;
      if (!isProof) continue;
      const address = publicAddress;
      const record = recordOf(options, input, { call, visit, started, address, port: way.externalPort });
      options.saveProof(input.siteId, record);
      yield { type: "finished", record };
      return;
    }
    if (!signal.aborted) yield { type: "failed", why: whyNobody(told.size, isShut, guards, server.port) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    events.end();
    // The page is still on its way through that port.
    await server?.close();
    if (opened?.wish) await options.closeForLaptop(opened.wish);
  }
}

type Visit = Extract<PhoneEvent, { type: "visit" }>;
type Came = { call: PhoneCall; visit: Visit };

type Ports = {
  /** The one that the forward has, or that the person opened. */
  wanted: number | null;
  /** Why it is not taken; null: it is, or there is none. */
  whyNot: "port-refused" | "port-taken" | "port-shared" | null;
  candidates: readonly number[];
};

type Prepared = { own: string; publicAddress: string; around: SiteAround; ports: Ports };

/** All that can be known before anything is opened; a message: it can't begin, and why. */
async function prepare(
  options: ProofServiceOptions,
  { siteId, document, forward, byHandPort }: PhoneTestInput,
  here: CheckRecord,
): Promise<Prepared | Message> {
  const { computer, outside } = options.environment;
  const last = options.lastCheck(siteId);
  const overIpv6 = forward !== null && isIpv6(forward.address);
  const seenAs = here.diagnosis.publicAddress;
  const place = whereIsLaptop(here, last, seenAs ?? (overIpv6 ? here.diagnosis.ipv6.address : null));
  if (place.place === "elsewhere") return message("proof.trouble.not-at-site", { address: place.publicAddress });
  if (place.place === "unclear" && BLOCKING.has(place.why.key)) return place.why;
  const towards = here.diagnosis.gateway ?? SOMEWHERE_OUTSIDE.ipv4;
  const own = await computer.localAddressTowards(overIpv6 ? SOMEWHERE_OUTSIDE.ipv6 : towards);
  const publicAddress = overIpv6 ? own : seenAs;
  if (own === null || publicAddress === null) return message("proof.trouble.offline");
  if (!outside.isInternet(publicAddress)) return message("proof.trouble.not-public", { address: publicAddress });
  if (byHandPort !== null && isRefusedByBrowsers(byHandPort))
    return message("proof.trouble.by-hand-refused", { port: byHandPort });
  const isMobileLine = document.line.technology === "mobile";
  return {
    own,
    publicAddress,
    around: siteAround(last === null ? [here] : [here, last], isMobileLine),
    ports: choosePorts(options, { document, forward, byHandPort, last }),
  };
}

const BLOCKING: ReadonlySet<string> = new Set(["proof.trouble.vpn", "proof.trouble.offline"]);

function choosePorts(
  { randomBytes }: Pick<ProofServiceOptions, "randomBytes">,
  {
    document,
    forward,
    byHandPort,
    last,
  }: Pick<PhoneTestInput, "document" | "forward" | "byHandPort"> & { last: CheckRecord | null },
): Ports {
  if (byHandPort !== null) return { wanted: byHandPort, whyNot: null, candidates: [byHandPort] };
  const usable = last?.diagnosis.usablePorts ?? null;
  // Asking for a port that leads to the recorder could take it away from it.
  const taken = new Set([
    ...standingForwards(document.forwards).map(({ externalPort }) => externalPort),
    ...knownForwards(last).map(({ externalPort }) => externalPort),
  ]);
  const wanted = forward?.externalPort ?? null;
  const random = (below: number): number => Buffer.from(randomBytes(4)).readUInt32BE() % below;
  const others = substitutePorts({ count: MAX_TRIES, taken, usable, random });
  if (wanted === null) return { wanted, whyNot: null, candidates: others };
  const whyNot = isRefusedByBrowsers(wanted)
    ? "port-refused"
    : taken.has(wanted)
      ? "port-taken"
      : isUsablePort(wanted, usable)
        ? null
        : "port-shared";
  return { wanted, whyNot, candidates: whyNot === null ? [wanted, ...others].slice(0, MAX_TRIES) : others };
}

/** The same port inside as outside where that can be had: some routers insist on it (UPnP error 724). Null: none can be had. */
async function serve(
  server: Omit<Parameters<typeof startPhoneServer>[0], "port">,
  { candidates }: Ports,
  byHandPort: number | null,
): Promise<PhoneServer | null> {
  const first = candidates[0] ?? 0;
  const wanted = byHandPort ?? (first >= FIRST_FREE_PORT ? first : 0);
  try {
    return await startPhoneServer({ ...server, port: wanted });
  } catch {
    return byHandPort === null ? startPhoneServer({ ...server, port: 0 }).catch(() => null) : null;
  }
}

const cantListen = (byHandPort: number | null): Message =>
  byHandPort === null
    ? message("proof.trouble.no-port")
    : message(byHandPort < FIRST_FREE_PORT ? "proof.trouble.by-hand-low" : "proof.trouble.by-hand-taken", {
        port: byHandPort,
      });

/** Whether the laptop takes connections at its own address: one that does not takes none from outside either. */
const stateOf = (address: string, port: number, signal: AbortSignal) =>
  tcpPortState({ address, port, timeoutMs: SELF_TEST_MS }, signal).catch(() => "silent" as const);

type Opened = { externalPort: number; externalAddress: string | null; wish: ForwardWish | null };

/** Has the router open one of these ports; a message: it opens none, and why. */
async function openWay(
  { randomUuid, openForLaptop, closeForLaptop }: ProofServiceOptions,
  { own, internalPort, ports }: { own: string; internalPort: number; ports: readonly number[] },
  signal: AbortSignal,
): Promise<Opened | Message> {
  let why = message("proof.trouble.no-port");
  for (const externalPort of ports) {
    const wish: ForwardWish = {
      id: randomUuid(),
      deviceId: null,
      address: own,
      transport: "tcp",
      internalPort,
      externalPort,
      use: "other",
    };
    const result = await openForLaptop(wish, signal);
    if (result.kind === "failed") return result.why;
    if (result.kind === "forward-refused") why = result.why;
    // The router's own choice, and no browser would go there.
    else if (isRefusedByBrowsers(result.externalPort)) await closeForLaptop(wish);
    else return { externalPort: result.externalPort, externalAddress: result.externalAddress, wish };
  }
  return why;
}

function firewallRemarks(isShut: boolean, guards: readonly string[], port: number): Message[] {
  const names = guards.join(", ");
  if (isShut) return [message("proof.phone.firewall-shut", { port })];
  return guards.length > 0 ? [message("proof.phone.firewall-on", { names, port })] : [];
}

function portRemarks({ wanted, whyNot }: Ports, port: number): Message[] {
  if (wanted === null || wanted === port) return [];
  return [message(`proof.phone.${whyNot ?? "port-other"}`, { wanted, port })];
}

/** Behind a carrier the router's idea of its address is another one, and what it opened leads nowhere. */
const addressRemarks = (external: string | null, publicAddress: string): Message[] =>
  external === null || sameAddress(external, publicAddress)
    ? []
    : [message("proof.phone.router-address", { external, address: publicAddress })];

function whyNobody(kindsSeen: number, isShut: boolean, guards: readonly string[], port: number): Message {
  if (kindsSeen > 0) return message("proof.phone.nobody-outside");
  const names = guards.join(", ");
  if (isShut) return message("proof.phone.nobody-shut", { port });
  return guards.length > 0 ? message("proof.phone.nobody-firewall", { names, port }) : message("proof.phone.nobody");
}

function recordOf(
  { randomUuid, version, technician }: ProofServiceOptions,
  { forward, carrier }: PhoneTestInput,
  proof: Came & { started: { at: string; ms: number }; address: string; port: number },
): ProofRecord {
  const { call, visit, started, address, port } = proof;
  return {
    format: "farsite-proof",
    version: PROOF_RECORD_VERSION,
    proofId: randomUuid(),
    startedAt: started.at,
    durationMs: Math.round(performance.now() - started.ms),
    farsiteVersion: version,
    by: technician(),
    origin: { kind: "phone", address: visit.from, carrier },
    publicAddress: address,
    results: [
      {
        // Another port than its own says nothing about the forward, only about the line.
        forwardId: forward !== null && forward.externalPort === port ? forward.id : null,
        target: "laptop",
        transport: "tcp",
        address,
        port,
        outcome: "answered",
        strength: "proof",
        remark: message("proof.remark.way-only"),
        answer: { protocol: "farsite", says: null, certificate: null },
        sameDevice: "unknown",
        connectMs: null,
        firstByteMs: null,
        at: visit.at,
        trouble: null,
        raw: ownWords(call.userAgent) ?? null,
      },
    ],
  };
}

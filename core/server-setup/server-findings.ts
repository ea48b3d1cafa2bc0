import { inPrefix } from "../net/ip-address.ts";
import { message, type Finding, type Message } from "../nat/diagnosis.ts";
import { SEVERITY_ORDER } from "../nat/finding-rule.ts";
import type { serverSetup as texts } from "../text/en/server-setup.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import { USER_DATA_BYTES } from "./cloud-init.ts";
import {
  certificateNames,
  listeners,
  otherPorts,
  SHARED_PORT,
  sharedPort,
  tlsName,
  type Listener,
  type TlsService,
} from "./listeners.ts";
import { serverSetup } from "./server-setup.ts";
import { SECRET_PLACEHOLDER } from "./setup-file.ts";
import type { SetupOptions } from "./setup-options.ts";

type Code = keyof typeof texts.finding;
type Named = keyof typeof texts.service;

/** Something to know about the server before it is set up. */
export interface ServerFinding {
  readonly code: Code;
  readonly severity: Finding["severity"];
  readonly title: Message;
  readonly whatToDo: Message;
  /** Services that the title names as `first`, `second`, `service` or `services`, by their keys in `serverSetup.service`. */
  readonly services: readonly Named[];
}

const SEVERITY: Record<Code, Finding["severity"]> = {
  "no-key": "problem",
  "no-owner": "advice",
  "port-twice": "problem",
  "relay-range": "problem",
  "relay-range-empty": "problem",
  "shared-443": "info",
  "shared-443-names": "problem",
  "no-443": "advice",
  "own-certificate": "advice",
  "one-login": "advice",
  "login-in-clear": "warning",
  "turn-one-user": "advice",
  "turn-no-tls": "advice",
  "inside-address": "problem",
  "open-to-all": "warning",
  "program-missing": "advice",
  "too-large": "warning",
  unwritable: "problem",
};

/**
 * What clashes, and what is a weak choice; worst first. Names of services go into a title by `say`, in whichever language.
 *
 * @param say a service's name, of `serverSetup.service`
 * @param userData bytes of the user data, plain and compressed; null: not made
 */
export function serverFindings(
  server: FirmServer,
  options: SetupOptions,
  say: (service: Named) => string,
  userData: { readonly plain: number; readonly compressed: number } | null = null,
): ServerFinding[] {
  const found = [
    ...accessFindings(options),
    ...portFindings(server, options, say),
    ...sharedFindings(server, options, say),
    ...serviceFindings(server, options),
    ...(userData !== null && userData.plain > USER_DATA_BYTES.plain
      ? [finding("too-large", { kilobytes: Math.ceil(userData.plain / 1_024) })]
      : []),
  ];
  // What has a sentence of its own is not said a second time in the writer's words.
  const isKnown = found.some(({ severity }) => severity === "problem");
  return [...found, ...(isKnown ? [] : unwritable(server, options))].toSorted(
    (a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity),
  );
}

const finding = (code: Code, args: Message["args"] = {}, services: readonly Named[] = []): ServerFinding => ({
  code,
  severity: SEVERITY[code],
  title: message(`serverSetup.finding.${code}.title`, args),
  whatToDo: message(`serverSetup.finding.${code}.whatToDo`, args),
  services,
});

const accessFindings = ({ adminKeys, owner, published }: SetupOptions): ServerFinding[] => {
  const open = published.filter(({ from }) => from === null).length;
  return [
    ...(adminKeys.length === 0 ? [finding("no-key")] : []),
    ...(owner === null || owner.keys.length === 0 ? [finding("no-owner")] : []),
    ...(open > 0 ? [finding("open-to-all", { count: open })] : []),
  ];
};

type Taken = Omit<Listener, "service" | "how"> & { service: Named; how: Listener["how"] };

function portFindings(server: FirmServer, options: SetupOptions, say: (service: Named) => string): ServerFinding[] {
  const own: Taken[] = [
    ...listeners(server, options),
    ...options.published.map(({ transport, serverPort }) => ({
      service: "published" as const,
      transport,
      first: serverPort,
      last: serverPort,
      how: "itself" as const,
    })),
  ];
  // frp's are of the relay's range themselves.
  const taken: Taken[] = [
    ...own,
    ...options.frpPorts.map((port) => ({
      service: "frp" as const,
      transport: "tcp" as const,
      first: port,
      last: port,
      how: "itself" as const,
    })),
  ];
  const clashes = taken.flatMap((one, index) =>
    taken
      .slice(index + 1)
      .filter((other) => one.transport === other.transport && one.first <= other.last && other.first <= one.last)
      // Several at 443 are told apart.
      .filter((other) => one.how !== "shared" || other.how !== "shared" || one.service === other.service)
      .map((other) =>
        finding(
          "port-twice",
          {
            first: say(one.service),
            second: say(other.service),
            transport: one.transport.toUpperCase(),
            port: Math.max(one.first, other.first),
          },
          [one.service, other.service],
        ),
      ),
  );
  const { relay } = server;
  if (relay === null) return clashes;
  const range = `${relay.firstPort}–${relay.lastPort}`;
  if (relay.firstPort > relay.lastPort) return [...clashes, finding("relay-range-empty", { range })];
  const inRange = own
    .filter(({ transport, first, last }) => transport === "tcp" && first <= relay.lastPort && last >= relay.firstPort)
    .map(({ service, first }) => finding("relay-range", { service: say(service), port: first, range }, [service]));
  return [...clashes, ...inRange];
}

function sharedFindings(server: FirmServer, options: SetupOptions, say: (service: Named) => string): ServerFinding[] {
  const { ssh, tls, isShared } = sharedPort(server);
  const udp = server.wireguard === null ? [] : [server.wireguard.port, ...otherPorts(server.wireguard)];
  if (!isShared) return ssh || udp.includes(SHARED_PORT) ? [] : [finding("no-443")];
  const services: Named[] = [...(ssh ? (["ssh"] as const) : []), ...tls];
  const [first, ...others] = tls;
  const nameOf = (one: TlsService): string | undefined => tlsName(one, options)?.toLowerCase();
  const unnamed = others.filter(
    (one) => nameOf(one) === undefined || tls.some((two) => two !== one && nameOf(two) === nameOf(one)),
  );
  return [
    finding("shared-443", { services: services.map(say).join(", ") }, services),
    ...unnamed.map((one) =>
      finding("shared-443-names", { first: say(first ?? one), second: say(one) }, [first ?? one, one]),
    ),
  ];
}

function serviceFindings(server: FirmServer, options: SetupOptions): ServerFinding[] {
  const { turn, media, frp, wireguard } = server;
  const plan = options.media;
  const hasTls = media !== null || (turn !== null && turn.tlsPort !== null);
  const inside = options.insideAddress;
  const pool =
    inside === null || wireguard === null
      ? undefined
      : [wireguard.tunnelPool, wireguard.sitePool].find((one) => inPrefix(inside, one));
  return [
    ...(hasTls && certificateNames(options).length === 0 ? [finding("own-certificate")] : []),
    ...(media?.engine === "go2rtc" ? [finding("one-login")] : []),
    ...(media?.engine === "go2rtc" && plan?.protocols.includes("rtsp") === true
      ? [finding("login-in-clear", { protocol: "RTSP" })]
      : []),
    ...(media?.engine === "mediamtx" && plan?.protocols.includes("srt") === true
      ? [finding("login-in-clear", { protocol: "SRT" })]
      : []),
    ...(turn !== null && turn.userName !== null ? [finding("turn-one-user")] : []),
    ...(turn !== null && turn.tlsPort === null ? [finding("turn-no-tls")] : []),
    ...(inside === null || pool === undefined ? [] : [finding("inside-address", { address: inside, pool })]),
    ...(frp !== null && options.frps === null ? [finding("program-missing", { program: "frps" })] : []),
    ...(media !== null && plan !== null && plan.program === null
      ? [finding("program-missing", { program: media.engine })]
      : []),
  ];
}

/** Whatever else a writer refuses, in its own words. */
function unwritable(server: FirmServer, options: SetupOptions): ServerFinding[] {
  const shown = {
    hubConfig: "",
    frpToken: SECRET_PLACEHOLDER,
    mediaToken: SECRET_PLACEHOLDER,
    turnSecret: SECRET_PLACEHOLDER,
  };
  try {
    serverSetup(server, shown, options);
    return [];
  } catch (error) {
    if (error instanceof RangeError) return [finding("unwritable", { what: error.message })];
    throw error;
  }
}

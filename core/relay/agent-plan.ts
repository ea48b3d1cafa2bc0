import { canonicalAddress, isIpv6 } from "../net/ip-address.ts";
import { address, checked, hostName, portNumber, userName } from "../server-setup/values.ts";
import type { PublishedPort } from "../tunnel/tunnel.ts";
import { parsePublicKeyLine, publicKeyLine } from "./ssh-public-key.ts";
import { listenAddress } from "./ssh-listen.ts";

/** What the permanent end of a reverse tunnel at a site is told. */
export interface AgentPlan {
  /** What the site is called, for comments. */
  readonly site: string;
  readonly host: string;
  /** Tried one after the other: 22, then 443. */
  readonly ports: readonly number[];
  /** The relay's account on the server. */
  readonly user: string;
  /** The server's keys as lines ("ssh-ed25519 AAAA..."), as Farsite saw and a person accepted them. */
  readonly hostKeys: readonly string[];
  readonly published: readonly Pick<PublishedPort, "address" | "port" | "serverPort" | "listen">[];
}

/** A plan whose values are all of the kinds that the agents' formats carry. @throws RangeError with what and where */
export function checkedPlan(plan: AgentPlan): AgentPlan {
  if (plan.published.length === 0 || plan.published.length > 64) throw new RangeError("an agent has 1 to 64 ports");
  if (plan.ports.length === 0 || plan.ports.length > 4) throw new RangeError("an agent tries 1 to 4 ports");
  const taken = plan.published.map(({ serverPort }) => serverPort);
  if (new Set(taken).size !== taken.length) throw new RangeError("a port of the server twice");
  return {
    site: plan.site,
    host: canonicalAddress(plan.host) ?? hostName("server", plan.host),
    ports: plan.ports.map((port) => portNumber("SSH port", port)),
    user: userName(plan.user),
    hostKeys: plan.hostKeys.map(hostKeyLine),
    published: plan.published.map((published) => ({
      address: address("device", published.address),
      port: portNumber("device's port", published.port),
      serverPort: portNumber("server's port", published.serverPort),
      listen: published.listen,
    })),
  };
}

function hostKeyLine(line: string): string {
  const key = parsePublicKeyLine(line);
  if (key === undefined) throw new RangeError(`host key: ${JSON.stringify(line.slice(0, 80))}`);
  return publicKeyLine(key);
}

/**
 * The file that says which keys the server may have (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). One name to a line: Dropbear reads no
 * lists, and knows a server without its port.
 *
 * @throws RangeError
 */
export function knownHosts({ host, ports, hostKeys }: Pick<AgentPlan, "host" | "ports" | "hostKeys">): string {
  if (hostKeys.length === 0) throw new RangeError("a server without a key that was accepted");
  const name = canonicalAddress(host) ?? hostName("server", host);
  const names = new Set([
    name,
    ...ports.map((port) => (port === 22 ? name : `[${name}]:${portNumber("SSH port", port)}`)),
  ]);
  return [...names].flatMap((called) => hostKeys.map((line) => `${called} ${hostKeyLine(line)}\n`)).join("");
}

/** `-R` of OpenSSH and Dropbear; IPv6 in brackets (ssh(1)). */
const forward = ({ address: to, port, serverPort, listen }: AgentPlan["published"][number]): string =>
  `${listenAddress(listen)}:${serverPort}:${isIpv6(to) ? `[${to}]` : to}:${port}`;

/** A path for a config file, where none of its letters means anything. @throws RangeError */
const plainPath = (path: string): string => checked("path", path, /^(?:[A-Z]:)?[A-Za-z0-9_./\\-]+$/);

/**
 * OpenSSH's arguments, without the port: no other configuration is read, no question asked, no other server believed, and a connection
 * that is dead or does not have all its ports is ended.
 *
 * @throws RangeError
 */
export function opensshArguments(
  plan: AgentPlan,
  { keyFile, knownHostsFile }: { readonly keyFile: string; readonly knownHostsFile: string },
): string[] {
  const { host, user, published } = checkedPlan(plan);
  const options = [
    "BatchMode=yes",
    "IdentitiesOnly=yes",
    "ConnectTimeout=10",
    "ExitOnForwardFailure=yes",
    "ServerAliveInterval=15",
    "ServerAliveCountMax=3",
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile=${plainPath(knownHostsFile)}`,
    "UpdateHostKeys=no",
    "ControlPath=none",
  ];
  return [
    "-N",
    "-T",
    "-F",
    "none",
    "-i",
    plainPath(keyFile),
    ...options.flatMap((option) => ["-o", option]),
    ...published.flatMap((one) => ["-R", forward(one)]),
    "-l",
    user,
    host,
  ];
}

/**
 * Dropbear's (dbclient(1)), without the port; the file of known hosts is `.ssh/known_hosts` in HOME. Without a terminal it refuses a
 * server that is not in there.
 *
 * @throws RangeError
 */
export function dropbearArguments(plan: AgentPlan, keyFile: string): string[] {
  const { host, user, published } = checkedPlan(plan);
  return [
    "-N",
    "-T",
    "-K",
    "15",
    "-o",
    "ExitOnForwardFailure=yes",
    "-i",
    plainPath(keyFile),
    ...published.flatMap((one) => ["-R", forward(one)]),
    "-l",
    user,
    host,
  ];
}

/**
 * What runs them, for a POSIX shell that gets the client's arguments behind this: each port until its line ends, then the next. A line
 * at 443 is as good as one at 22, so nothing is done to leave it.
 */
export const portLoop = (client: string, ports: readonly number[]): string =>
  `for port in ${ports.map((port) => portNumber("SSH port", port)).join(" ")}; do ${plainPath(client)} -p "$port" "$@"; done`;

import type { SetupFile } from "../server-setup/setup-file.ts";
import { remark } from "../server-setup/values.ts";
import { SERVICE_HARDENING } from "../system/systemd-hardening.ts";
import { checkedPlan, knownHosts, opensshArguments, portLoop, type AgentPlan } from "./agent-plan.ts";

const FOLDER = "/etc/farsite-relay";
export const AGENT_UNIT = "farsite-relay.service";
const KEY_FILE = `${FOLDER}/key`;
const KNOWN_HOSTS = `${FOLDER}/known_hosts`;

/**
 * One word of a unit's command line: whatever is in it, systemd hands on the same (systemd.service(5), "Command lines";
 * systemd.syntax(7), "Quoting").
 *
 * @throws RangeError for control characters, which a unit can't hold in one line or at all
 */
export function systemdWord(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) || !text.isWellFormed()) {
    throw new RangeError(`a unit's word: ${JSON.stringify(text.slice(0, 80))}`);
  }
  // % begins a specifier and $ a variable, in quotes as well.
  const literal = text.replaceAll("%", "%%").replaceAll("$", "$$$$");
  if (/^[A-Za-z0-9_./=@,+*:[\]$%-]+$/.test(literal)) return literal;
  return `"${literal.replace(/["\\]/g, String.raw`\$&`)}"`;
}

/** The service, for Linux with systemd 247 or newer (Debian 11). @throws RangeError */
export function agentUnit(plan: AgentPlan): string {
  const { site, ports } = checkedPlan(plan);
  const client = opensshArguments(plan, { keyFile: KEY_FILE, knownHostsFile: KNOWN_HOSTS });
  const command = ["/bin/sh", "-c", portLoop("/usr/bin/ssh", ports), "farsite-relay", ...client];
  return tunnelUnit({ site, command, user: "farsite-relay" });
}

/** A service that holds a tunnel open, under an account of its own. It never gives up. @throws RangeError */
export function tunnelUnit({
  site,
  command,
  user,
}: {
  readonly site: string;
  readonly command: readonly string[];
  readonly user: string;
}): string {
  return [
    "# By Farsite.",
    // A comment that ends with a backslash would go on in the next line.
    ...[remark("#", site).replace(/[\\ ]+$/, "")].filter((line) => line !== "" && line !== "#"),
    "[Unit]",
    "Description=Farsite relay",
    "Wants=network-online.target",
    "After=network-online.target",
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Type=exec",
    `ExecStart=${command.map(systemdWord).join(" ")}`,
    `User=${user}`,
    "Restart=always",
    "RestartSec=5",
    "CapabilityBoundingSet=",
    ...SERVICE_HARDENING,
    "MemoryMax=128M",
    "TasksMax=64",
    "",
    "[Install]",
    "WantedBy=multi-user.target",
    "",
  ].join("\n");
}

/** Everything of the agent but its installation. @throws RangeError */
export function systemdAgentFiles(plan: AgentPlan, privateKey: string): SetupFile[] {
  return [
    { path: `/etc/systemd/system/${AGENT_UNIT}`, content: agentUnit(plan), mode: "0644", secret: false },
    { path: KNOWN_HOSTS, content: knownHosts(plan), mode: "0644", secret: false },
    { path: KEY_FILE, content: privateKey, mode: "0600", secret: true },
  ];
}

/** Run as root beside the files, called as the last part of their paths; run again it brings a changed plan into effect. */
export const SYSTEMD_INSTALL = `#!/bin/sh
# By Farsite: installs the relay's service.
set -eu
cd "$(dirname "$0")"
command -v ssh >/dev/null || { echo 'ssh is missing: install openssh-client' >&2; exit 1; }
id farsite-relay >/dev/null 2>&1 ||
  useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin farsite-relay
install -d -m 0755 ${FOLDER}
install -m 0600 -o farsite-relay -g farsite-relay key ${KEY_FILE}
install -m 0644 known_hosts ${KNOWN_HOSTS}
install -m 0644 ${AGENT_UNIT} /etc/systemd/system/${AGENT_UNIT}
systemctl daemon-reload
systemctl enable ${AGENT_UNIT}
systemctl restart ${AGENT_UNIT}
`;

/** Leaves nothing behind but what the journal says. */
export const SYSTEMD_UNINSTALL = `#!/bin/sh
# By Farsite: removes the relay's service.
set -eu
systemctl disable --now ${AGENT_UNIT} 2>/dev/null || :
rm -f /etc/systemd/system/${AGENT_UNIT} ${KEY_FILE} ${KNOWN_HOSTS}
rmdir ${FOLDER} 2>/dev/null || :
systemctl daemon-reload
userdel farsite-relay 2>/dev/null || :
`;

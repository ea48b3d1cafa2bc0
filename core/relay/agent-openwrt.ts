import type { SetupFile } from "../server-setup/setup-file.ts";
import { remark } from "../server-setup/values.ts";
import { shellQuoted } from "../system/quoted.ts";
import {
  checkedPlan,
  dropbearArguments,
  knownHosts,
  opensshArguments,
  portLoop,
  type AgentPlan,
} from "./agent-plan.ts";

const FOLDER = "/etc/farsite-relay";
const KEY_FILE = `${FOLDER}/key`;
/** Where Dropbear looks when this folder is its HOME. */
const KNOWN_HOSTS = `${FOLDER}/.ssh/known_hosts`;

/**
 * Which client the router has: OpenSSH's is the package openssh-client, Dropbear's is there already, but reads keys of its own format
 * only (`dropbearkey -t ed25519 -f /etc/farsite-relay/key` makes one and shows its public line).
 */
export type OpenwrtClient = "openssh" | "dropbear";

/** The init script of the client. @throws RangeError */
export function openwrtInitScript(plan: AgentPlan, client: OpenwrtClient): string {
  const { site, ports } = checkedPlan(plan);
  const program = client === "openssh" ? "/usr/bin/ssh" : "/usr/bin/dbclient";
  const argv =
    client === "openssh"
      ? opensshArguments(plan, { keyFile: KEY_FILE, knownHostsFile: KNOWN_HOSTS })
      : dropbearArguments(plan, KEY_FILE);
  return procdScript(site, ["/bin/sh", "-c", portLoop(program, ports), "farsite-relay", ...argv], FOLDER);
}

/** An init script that starts a program and starts it again whenever it ends. @throws RangeError */
export function procdScript(site: string, command: readonly string[], home: string): string {
  const about = remark("#", site);
  return [
    "#!/bin/sh /etc/rc.common",
    "# By Farsite.",
    ...(about === "" ? [] : [about]),
    "USE_PROCD=1",
    "START=95",
    "STOP=10",
    "",
    "start_service() {",
    "  procd_open_instance",
    `  procd_set_param command ${command.map(shellQuoted).join(" ")}`,
    `  procd_set_param env HOME=${home}`,
    "  procd_set_param respawn 0 5 0",
    "  procd_set_param stderr 1",
    "  procd_close_instance",
    "}",
    "",
  ].join("\n");
}

/** Everything of the agent; without a private key where the router makes its own. @throws RangeError */
export function openwrtAgentFiles(plan: AgentPlan, client: OpenwrtClient, privateKey: string | null): SetupFile[] {
  return [
    { path: "/etc/init.d/farsite-relay", content: openwrtInitScript(plan, client), mode: "0755", secret: false },
    { path: KNOWN_HOSTS, content: knownHosts(plan), mode: "0644", secret: false },
    ...(privateKey === null ? [] : [{ path: KEY_FILE, content: privateKey, mode: "0600", secret: true } as const]),
  ];
}

/** Kept over a firmware update, switched on, and started; run on the router as root. */
export const OPENWRT_ENABLE = `#!/bin/sh
# By Farsite: switches the relay on.
set -eu
chmod 0700 ${FOLDER} ${FOLDER}/.ssh
chmod 0600 ${KEY_FILE}
grep -qxF ${FOLDER}/ /etc/sysupgrade.conf || echo ${FOLDER}/ >>/etc/sysupgrade.conf
grep -qxF /etc/init.d/farsite-relay /etc/sysupgrade.conf || echo /etc/init.d/farsite-relay >>/etc/sysupgrade.conf
/etc/init.d/farsite-relay enable
/etc/init.d/farsite-relay restart
`;

export const OPENWRT_REMOVE = `#!/bin/sh
# By Farsite: removes the relay.
set -eu
/etc/init.d/farsite-relay stop || :
/etc/init.d/farsite-relay disable || :
rm -rf /etc/init.d/farsite-relay ${FOLDER}
sed -i -e '\\|^${FOLDER}/$|d' -e '\\|^/etc/init.d/farsite-relay$|d' /etc/sysupgrade.conf
`;

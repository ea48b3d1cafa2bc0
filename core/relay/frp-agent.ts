import { canonicalAddress } from "../net/ip-address.ts";
import { frpcToml } from "../server-setup/frp.ts";
import { checked, hostName, portNumber, siteName } from "../server-setup/values.ts";
import type { PublishedPort } from "../tunnel/tunnel.ts";
import { procdScript } from "./agent-openwrt.ts";
import { tunnelUnit } from "./agent-systemd.ts";
import { tunnelTask, windowsInstall, windowsUninstall } from "./agent-windows.ts";

/** The permanent end of an frp tunnel at a site: frpc with its settings, started with the box and again whenever it ends. */
export interface FrpAgentPlan {
  /** What the site is called, for comments. */
  readonly site: string;
  readonly siteId: string;
  readonly host: string;
  readonly port: number;
  /** frps's own certificate as the server told it: base64 of its DER. */
  readonly certificate: string;
  readonly published: readonly Pick<PublishedPort, "id" | "address" | "port" | "serverPort">[];
}

/** A file for the site's box, by the path where it belongs or, for scripts, by its name. */
export interface AgentFile {
  readonly path: string;
  readonly content: string;
  readonly secret: boolean;
}

const FOLDER = "/etc/farsite-frp";
const UNIT = "farsite-frp.service";
const WINDOWS_FOLDER = "C:\\ProgramData\\FarsiteFrp";
const open = (path: string, content: string): AgentFile => ({ path, content, secret: false });

/** RFC 7468 section 2. @throws RangeError */
function pem(certificate: string): string {
  checked("certificate", certificate, /^[A-Za-z0-9+/]{100,4000}={0,2}$/);
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function settings(plan: FrpAgentPlan, token: string, certificateFile: string): string {
  const { siteId, host, port, published } = plan;
  return frpcToml({
    id: siteName(siteId),
    host: canonicalAddress(host) ?? hostName("server", host),
    port: portNumber("frp", port),
    certificateFile,
    token,
    proxies: published.map(({ address, port: inside, serverPort }) => ({
      id: `port-${serverPort}`,
      address,
      port: inside,
      serverPort,
    })),
  });
}

/** The two files that frpc reads, at their places on Linux. */
const unixFiles = (plan: FrpAgentPlan, token: string): AgentFile[] => [
  { path: `${FOLDER}/frpc.toml`, content: settings(plan, token, `${FOLDER}/server.pem`), secret: true },
  open(`${FOLDER}/server.pem`, pem(plan.certificate)),
];

/** For Linux with systemd. @throws RangeError */
export const frpSystemdFiles = (plan: FrpAgentPlan, token: string): AgentFile[] => [
  ...unixFiles(plan, token),
  open(
    `/etc/systemd/system/${UNIT}`,
    tunnelUnit({
      site: plan.site,
      // By whatever folder the person put it into.
      command: ["/usr/bin/env", "frpc", "-c", `${FOLDER}/frpc.toml`],
      user: "farsite-frp",
    }),
  ),
  open("install.sh", SYSTEMD_INSTALL),
  open("uninstall.sh", SYSTEMD_UNINSTALL),
];

/** frpc before 0.52 reads INI alone. */
const NEEDS_FRPC = `command -v frpc >/dev/null || { echo 'frpc is missing: put it beside this script, or into /usr/local/bin' >&2; exit 1; }
frpc --version | awk -F . '{ exit !($1 > 0 || $2 >= 52) }' || { echo 'frpc is too old: 0.52 or newer' >&2; exit 1; }
`;

const SYSTEMD_INSTALL = `#!/bin/sh
# By Farsite: installs frpc's service. Run as root beside the files, also again for changed ones.
set -eu
cd "$(dirname "$0")"
if [ -f frpc ]; then install -m 0755 frpc /usr/local/bin/frpc; fi
${NEEDS_FRPC}id farsite-frp >/dev/null 2>&1 ||
  useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin farsite-frp
install -d -m 0755 ${FOLDER}
install -m 0600 -o farsite-frp -g farsite-frp frpc.toml ${FOLDER}/frpc.toml
install -m 0644 server.pem ${FOLDER}/server.pem
frpc verify -c ${FOLDER}/frpc.toml
install -m 0644 ${UNIT} /etc/systemd/system/${UNIT}
systemctl daemon-reload
systemctl enable ${UNIT}
systemctl restart ${UNIT}
`;

const SYSTEMD_UNINSTALL = `#!/bin/sh
# By Farsite: removes frpc's service; the program stays.
set -eu
systemctl disable --now ${UNIT} 2>/dev/null || :
rm -f /etc/systemd/system/${UNIT} ${FOLDER}/frpc.toml ${FOLDER}/server.pem
rmdir ${FOLDER} 2>/dev/null || :
systemctl daemon-reload
userdel farsite-frp 2>/dev/null || :
`;

/** For OpenWrt: the package frpc's own service reads UCI, so it is left off. @throws RangeError */
export const frpOpenwrtFiles = (plan: FrpAgentPlan, token: string): AgentFile[] => [
  ...unixFiles(plan, token),
  open("/etc/init.d/farsite-frp", procdScript(plan.site, ["/usr/bin/frpc", "-c", `${FOLDER}/frpc.toml`], FOLDER)),
  open("enable.sh", OPENWRT_ENABLE),
  open("remove.sh", OPENWRT_REMOVE),
];

const OPENWRT_ENABLE = `#!/bin/sh
# By Farsite: switches frpc on.
set -eu
${NEEDS_FRPC}chmod 0700 ${FOLDER}
chmod 0600 ${FOLDER}/frpc.toml
chmod 0755 /etc/init.d/farsite-frp
frpc verify -c ${FOLDER}/frpc.toml
if [ -x /etc/init.d/frpc ]; then /etc/init.d/frpc disable; /etc/init.d/frpc stop || :; fi
grep -qxF ${FOLDER}/ /etc/sysupgrade.conf || echo ${FOLDER}/ >>/etc/sysupgrade.conf
grep -qxF /etc/init.d/farsite-frp /etc/sysupgrade.conf || echo /etc/init.d/farsite-frp >>/etc/sysupgrade.conf
/etc/init.d/farsite-frp enable
/etc/init.d/farsite-frp restart
`;

const OPENWRT_REMOVE = `#!/bin/sh
# By Farsite: removes the tunnel; the package frpc stays.
set -eu
/etc/init.d/farsite-frp stop || :
/etc/init.d/farsite-frp disable || :
rm -rf /etc/init.d/farsite-frp ${FOLDER}
sed -i -e '\\|^${FOLDER}/$|d' -e '\\|^/etc/init.d/farsite-frp$|d' /etc/sysupgrade.conf
`;

const WINDOWS = { what: "frpc's task", task: "Farsite frp", folder: WINDOWS_FOLDER };

/** For Windows 10 and Server 2016, with frpc.exe beside the files. @throws RangeError */
export const frpWindowsFiles = (plan: FrpAgentPlan, token: string): AgentFile[] => [
  { path: "frpc.toml", content: settings(plan, token, `${WINDOWS_FOLDER}\\server.pem`), secret: true },
  open("server.pem", pem(plan.certificate)),
  open(
    "frp-task.xml",
    tunnelTask(plan.site, [{ program: `${WINDOWS_FOLDER}\\frpc.exe`, words: ["-c", `${WINDOWS_FOLDER}\\frpc.toml`] }]),
  ),
  open(
    "install.ps1",
    windowsInstall({
      ...WINDOWS,
      taskFile: "frp-task.xml",
      files: ["frpc.exe", "frpc.toml", "server.pem"],
      check: [
        "if (-not (Test-Path (Join-Path $PSScriptRoot 'frpc.exe'))) { throw 'Put frpc.exe (0.52 or newer) beside this script first.' }",
        "& (Join-Path $PSScriptRoot 'frpc.exe') verify -c (Join-Path $PSScriptRoot 'frpc.toml')",
        "if ($LASTEXITCODE -ne 0) { throw 'frpc refuses its settings: is it 0.52 or newer?' }",
      ],
    }),
  ),
  open("uninstall.ps1", windowsUninstall(WINDOWS)),
];

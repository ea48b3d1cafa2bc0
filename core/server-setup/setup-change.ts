import type { FirmServer } from "../tunnel/firm-server.ts";
import { APPLY_PATH } from "./apply-script.ts";
import { commands, packages } from "./cloud-init.ts";
import { HUB_INTERFACE } from "./hub-config.ts";
import { sharedPort } from "./listeners.ts";
import { serverSetup } from "./server-setup.ts";
import type { SetupFile } from "./setup-file.ts";
import type { ServerSecrets, SetupOptions } from "./setup-options.ts";
import { RELAY_SHELL, SSHD_CONFIG } from "./sshd.ts";
import { userName } from "./values.ts";

/** One of the two: the server as it runs, or as it is to be. */
interface Setup {
  readonly server: FirmServer;
  readonly secrets: ServerSecrets;
  readonly options: SetupOptions;
}

export interface SetupChange {
  readonly files: readonly { readonly path: string; readonly what: "new" | "changed" | "gone" }[];
  /** For root on the server: all of it in one go, and once more does no harm. */
  readonly script: string;
  readonly isSecret: boolean;
}

/** The hub's settings on a server that is one already: `farsite-apply` changes them and leaves the server's own key where it is. */
export interface Told {
  readonly command: string;
  readonly text: string;
}

const HUB_CONF = `/etc/wireguard/${HUB_INTERFACE}.conf`;
const SAVED = "/var/lib/farsite/previous";

/**
 * What is different on a server that runs already, as a program for root there: nothing else on it is touched, and its key stays.
 *
 * @param tell what `farsite-apply` is told after it, of all that it is told
 * @param base64 of gzip of a file's text
 * @throws RangeError
 */
export function setupChange(
  before: Setup,
  after: Setup,
  tell: readonly Told[],
  base64: (text: string) => string,
): SetupChange {
  const old = serverSetup(before.server, before.secrets, before.options);
  const next = serverSetup(after.server, after.secrets, after.options);
  const isHubStill = before.server.wireguard !== null && after.server.wireguard !== null;
  const differing = next.filter(({ path, content }) => old.find((one) => one.path === path)?.content !== content);
  const gone = old.filter(({ path }) => next.every((one) => one.path !== path));
  const written = differing.filter(({ path }) => !(isHubStill && path === HUB_CONF));
  const said = (file: SetupFile): "new" | "changed" => (old.some(({ path }) => path === file.path) ? "changed" : "new");
  return {
    files: [
      ...differing.map((file) => ({ path: file.path, what: said(file) })),
      ...gone.map(({ path }) => ({ path, what: "gone" as const })),
    ],
    script: [
      HEAD,
      ...installed(before, after),
      ...written.flatMap((file) => put(file, base64)),
      ...gone.map(({ path }) => `drop ${quoted(path)}`),
      ...stopped(before.server, after.server),
      ...(differing.some(({ path }) => path === SSHD_CONFIG) ? [SSHD_CHECK] : []),
      ...started(after, next),
      ...tell.flatMap(({ command, text }) => [`run ${APPLY_PATH} ${command} <<'${END}'`, ...lines(text), END]),
      DONE,
    ].join("\n"),
    isSecret: written.some(({ secret }) => secret),
  };
}

/** In no file: base64 has no such line, and what `farsite-apply` reads has none either. */
const END = "END-OF-FARSITE";

const HEAD = `#!/bin/sh
# By Farsite: changes a server that runs already. For root; a second time does no harm.
set -eu
umask 077
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
# Only tests have another root.
root=\${FARSITE_ROOT:-}
[ "$(id -u)" -eq 0 ] || { echo 'Run this as root.' >&2; exit 1; }
mkdir -p "$root${SAVED}"
keep() { if [ -e "$root$1" ]; then cp -p "$root$1" "$root${SAVED}/$(basename "$1")"; fi; }
put() {
  keep "$1"
  mkdir -p "$(dirname "$root$1")"
  base64 -d | gzip -d >"$root$1.farsite-new"
  chmod "$2" "$root$1.farsite-new"
  mv -f "$root$1.farsite-new" "$root$1"
}
drop() { keep "$1"; rm -f "$root$1"; }
trouble=0
# One service that does not start is no reason to leave out the others.
run() { "$@" || { trouble=1; echo "Farsite: failed: $*" >&2; }; }`;

const DONE = `[ "$trouble" -eq 0 ] || { echo 'Farsite: not all of it worked, see above.' >&2; exit 1; }
echo 'Farsite: the server is changed.'
`;

/** A server whose sshd does not start is one that nobody gets into any more. */
const SSHD_CHECK = `sshd -t || { echo 'sshd refuses its new settings; the former ones are in ${SAVED}' >&2; exit 1; }`;

/** For sh, whatever it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const lines = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** base64 in lines that every console takes. */
const put = ({ path, mode, content }: SetupFile, base64: (text: string) => string): string[] => [
  `put ${quoted(path)} ${mode} <<'${END}'`,
  ...(base64(content).match(/.{1,76}/g) ?? []),
  END,
];

/** Programs and accounts that are new. */
function installed(before: Setup, after: Setup): string[] {
  const there = new Set(packages(before.server, before.options));
  const wanted = packages(after.server, after.options).filter((name) => !there.has(name));
  return [
    ...(wanted.length === 0 ? [] : ["apt-get -q update", `apt-get -qy install ${wanted.map(quoted).join(" ")}`]),
    ...accounts(after.server).map(
      ([name, shell]) =>
        `id ${quoted(name)} >/dev/null 2>&1 || useradd --system --no-create-home --home-dir /nonexistent --shell ${quoted(shell)} ${quoted(name)}`,
    ),
  ];
}

const accounts = ({ relay, frp, media }: FirmServer): [name: string, shell: string][] => [
  ...(relay === null ? [] : [[userName(relay.user), RELAY_SHELL] satisfies [string, string]]),
  ...(frp === null ? [] : [["farsite-frps", "/usr/sbin/nologin"] satisfies [string, string]]),
  ...(media === null ? [] : [["farsite-media", "/usr/sbin/nologin"] satisfies [string, string]]),
];

/** What runs there and shall not any more. */
function stopped(before: FirmServer, after: FirmServer): string[] {
  const units = [
    ...(before.wireguard !== null && after.wireguard === null ? [`wg-quick@${HUB_INTERFACE}.service`] : []),
    ...(before.turn !== null && after.turn === null ? ["coturn.service"] : []),
    ...(before.frp !== null && after.frp === null ? ["frps.service"] : []),
    ...(before.media !== null && after.media === null ? ["farsite-media.service"] : []),
    ...(sharedPort(before).isShared && !sharedPort(after).isShared ? ["farsite-shared-port.service"] : []),
  ];
  return units.map((unit) => `run systemctl disable --now ${quoted(unit)}`);
}

/** The first start's commands. A key that is there stays: another one would be a stranger's to whoever knows it. */
const started = ({ server, options }: Setup, next: readonly SetupFile[]): string[] =>
  commands(server, options, next).map((command) => {
    const line = `run ${command.map(quoted).join(" ")}`;
    const made = command[0] === "openssl" ? command[command.indexOf("-out") + 1] : undefined;
    return made === undefined ? line : `[ -e ${quoted(made)} ] || ${line}`;
  });

import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { HostShell, quoted } from "./host-shell.ts";
import type { Lab } from "./lab.ts";

/** What is read of the user data; cloud-init's own names. */
const userDataSchema = z.object({
  users: z.array(
    z.object({
      name: z.string(),
      shell: z.string(),
      system: z.boolean().optional(),
      ssh_authorized_keys: z.array(z.string()).optional(),
    }),
  ),
  write_files: z.array(
    z.object({ path: z.string(), permissions: z.string(), encoding: z.string().optional(), content: z.string() }),
  ),
  runcmd: z.array(z.array(z.string()).min(1)),
});

/**
 * A rented machine that was given Farsite's user data, on a host of the lab: files, accounts and commands as cloud-init would have them,
 * at the paths they name, with the real sshd (Debian's own sshd_config, which includes Farsite's), nft, wg-quick and wireguard-go. Three
 * things are stand-ins: systemctl (there is no systemd in a namespace), sudo (it obeys the sudoers file that was written) and `sysctl
 * --system` (what is not of the network would be the whole machine's; `swapoff` is left out for that reason).
 */
export class RentedServer {
  readonly shell: HostShell;

  private constructor(shell: HostShell) {
    this.shell = shell;
  }

  static async firstStart(lab: Lab, host: string, userData: string): Promise<RentedServer> {
    const server = new RentedServer(new HostShell((options) => lab.spawn(host, ["sh"], options)));
    const { shell } = server;
    await shell.ownFolders(["/etc", "/home", "/usr/bin", "/usr/local", "/var/lib"]);
    await shell.run("cp /bin/bash /usr/bin/bash-as-root && chmod 4755 /usr/bin/bash-as-root");
    await shell.write("/usr/bin/sudo", SUDO, "0755");
    await shell.write("/usr/bin/systemctl", SYSTEMCTL, "0755");
    await server.newHostKey();
    const { write_files: files, users, runcmd } = userDataSchema.parse(JSON.parse(userData.replace(/^#.*\n/, "")));
    for (const { path, content, permissions, encoding } of files) {
      const text = encoding === "gz+b64" ? gunzipSync(Buffer.from(content, "base64")).toString() : content;
      await shell.write(path, text, permissions);
    }
    for (const { name, shell: login, system, ssh_authorized_keys: keys = [] } of users) {
      const home = system === true ? "--system --no-create-home --home-dir /nonexistent" : "--create-home";
      await shell.run(`useradd ${home} --shell ${login} ${name}`);
      if (keys.length === 0) continue;
      const folder = `/home/${name}/.ssh`;
      await shell.write(`${folder}/authorized_keys`, `${keys.join("\n")}\n`, "0600");
      await shell.run(`chmod 0700 ${folder} && chown -R ${name}: ${folder}`);
    }
    for (const argv of runcmd) await shell.run(commandOf(argv));
    return server;
  }

  /** As when the machine was set up anew. Counts from sshd's next start on. */
  async newHostKey(): Promise<void> {
    await this.shell.run(
      "rm -f /etc/ssh/ssh_host_* && ssh-keygen -q -t ed25519 -N '' -C '' -f /etc/ssh/ssh_host_ed25519_key",
    );
  }

  /** As `ssh-keygen -l` on the provider's console says it. */
  async fingerprint(): Promise<string> {
    const [line = ""] = await this.shell.run("ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub");
    return line.split(" ")[1] ?? "";
  }
}

function commandOf(argv: readonly string[]): string {
  if (argv[0] === "swapoff") return ":";
  if (argv.join(" ") === "sysctl --system") {
    return "grep '^net[.]' /etc/sysctl.d/60-farsite.conf | sysctl -q -p -";
  }
  return `${argv.map(quoted).join(" ")} </dev/null`;
}

const SUDO = `#!/usr/bin/bash-as-root -p
# Runs the commands of the sudoers file, and no others.
[ "$1" = -n ] || exit 1
shift
allowed=$(sed -n "s/^$(id -run) ALL=(root) NOPASSWD: //p" /etc/sudoers.d/farsite)
case ", $allowed, " in
  *", $*, "*) ;;
  *) echo 'sudo: a password is required' >&2; exit 1 ;;
esac
export SUDO_UID=$UID
exec setpriv --reuid 0 --regid 0 --clear-groups "$@"
`;

const SYSTEMCTL = `#!/bin/sh
is_active() {
  case $1 in
    wg-quick@wg0*) wg show wg0 >/dev/null 2>&1 ;;
    ssh | ssh.service) [ -n "$(ss -Hltn 'sport = :22')" ] ;;
    nftables*) nft list table inet farsite >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}
case "$*" in
  'is-active '*) if is_active "$2"; then echo active; else echo inactive; exit 3; fi ;;
  'cat '*) exit 1 ;;
  'restart nftables.service') nft -f /etc/nftables.conf ;;
  'restart ssh.service')
    [ ! -e /run/sshd.pid ] || kill "$(cat /run/sshd.pid)"
    while [ -n "$(ss -Hltn 'sport = :22')" ]; do sleep 0.02; done
    /usr/sbin/sshd </dev/null >/run/sshd.log 2>&1
    until [ -n "$(ss -Hltn 'sport = :443')" ]; do sleep 0.02; done
    ;;
  'enable --now wg-quick@wg0.service' | 'restart wg-quick@wg0.service')
    if is_active wg-quick@wg0; then wg-quick down wg0 >/run/wg-quick.log 2>&1; fi
    wg-quick up wg0 >>/run/wg-quick.log 2>&1 </dev/null
    ;;
esac
`;

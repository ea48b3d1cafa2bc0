import { randomBytes } from "node:crypto";
import { newWireGuardKey } from "#core/wireguard/keys.ts";
import { HostShell } from "./host-shell.ts";
import type { Lab } from "./lab.ts";

/**
 * A WireGuard hub by wireguard-go on a host of the lab, ruled by a shell on that host: the program's control socket lies in a folder
 * that only this shell and its children see.
 */
export class WireGuardHub {
  readonly keys = newWireGuardKey(randomBytes(32));
  readonly #shell: HostShell;

  private constructor(shell: HostShell) {
    this.#shell = shell;
  }

  /** Listens on UDP 51820, and on 443 by redirection, as `core/server-setup` has it. */
  static async start(lab: Lab, host: string): Promise<WireGuardHub> {
    const hub = new WireGuardHub(new HostShell((options) => lab.spawn(host, ["sh"], options)));
    await hub.run("mkdir -p /run/wireguard && mount -t tmpfs none /run/wireguard");
    await hub.startProgram();
    await hub.run("nft add table ip hub");
    await hub.run("nft 'add chain ip hub in { type nat hook prerouting priority -100; }'");
    await hub.run("nft add rule ip hub in udp dport 443 redirect to :51820");
    return hub;
  }

  async startProgram(): Promise<void> {
    await this.run("LOG_LEVEL=error wireguard-go -f wghub >/dev/null 2>&1 &\nprogram=$!");
    await this.run("while [ ! -S /run/wireguard/wghub.sock ]; do sleep 0.02; done");
    await this.configure([]);
    await this.run("ip address replace 10.96.0.1/16 dev wghub && ip link set wghub up");
  }

  /** Ends the program; the port then refuses. */
  async stopProgram(): Promise<void> {
    await this.run("kill $program && wait $program || true");
  }

  async configure(peers: readonly { publicKey: string; presharedKey: string | null }[]): Promise<void> {
    const settings = [
      "[Interface]",
      `PrivateKey = ${this.keys.privateKey}`,
      "ListenPort = 51820",
      ...peers.flatMap(({ publicKey, presharedKey }, index) => [
        "[Peer]",
        `PublicKey = ${publicKey}`,
        `AllowedIPs = 10.96.${1 + Math.floor(index / 250)}.${1 + (index % 250)}/32`,
        ...(presharedKey === null ? [] : [`PresharedKey = ${presharedKey}`]),
      ]),
    ];
    await this.run(
      `cat > /run/wireguard/conf <<'END'\n${settings.join("\n")}\nEND\nwg setconf wghub /run/wireguard/conf`,
    );
  }

  /** Public keys of the peers with which the hub has had a handshake. */
  async handshakes(): Promise<Set<string>> {
    const lines = await this.run("wg show wghub latest-handshakes");
    return new Set(lines.map((line) => line.split("\t")).flatMap(([key = "", at]) => (at === "0" ? [] : [key])));
  }

  /** Runs commands in the hub's shell. @throws Error when the last one fails */
  run(commands: string): Promise<string[]> {
    return this.#shell.run(commands);
  }
}

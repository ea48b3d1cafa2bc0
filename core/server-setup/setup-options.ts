import type { HubReach } from "../vpn/devices.ts";
import type { MediaPlan } from "./media-plan.ts";
import type { PublishedRule } from "./published-ports.ts";

/** What the server's files hold that only keychains do; each may be `SECRET_PLACEHOLDER` where the files are only shown. */
export interface ServerSecrets {
  /** wg0.conf: `writeWgQuick(hubDevice(...))` with the interface `HUB_INTERFACE`. Null: no hub. */
  readonly hubConfig: string | null;
  readonly frpToken: string | null;
  /** Of go2rtc's one login. Null: no go2rtc. */
  readonly mediaToken: string | null;
  /** coturn's shared secret, or the password of its one user. */
  readonly turnSecret: string | null;
}

/** A program that Debian does not have: fetched once, and used only when it is exactly this. */
export interface FetchedProgram {
  /** https. A program, or a .tar.gz with it. */
  readonly url: string;
  /** Lower-case hexadecimal, of what is fetched. */
  readonly sha256: string;
}

export interface SetupOptions {
  /** OpenSSH public keys of those who set it up by Farsite (`server.ssh.user`): that account can use `farsite-apply` and nothing else. */
  readonly adminKeys: readonly string[];
  /** A person's own account with all rights; null: only the provider's console has them. */
  readonly owner: { readonly user: string; readonly keys: readonly string[] } | null;
  /** HH:MM, the server's time (UTC). */
  readonly rebootTime: string;
  /** Who may reach what through the hub, of `hubReach`. */
  readonly reach: readonly HubReach[];
  /** Lines of `relayKeyLine`. */
  readonly relayKeys: readonly string[];
  /** Ports of sites' devices at the hub; all of them passed the risk gate. */
  readonly published: readonly PublishedRule[];
  /** Ports at which frps may listen for sites: of the relay's range, and all of them passed the risk gate. */
  readonly frpPorts: readonly number[];
  readonly frps: FetchedProgram | null;
  readonly media: MediaPlan | null;
  /** Names by which TLS services on one port are told apart, and for which certificates are got. */
  readonly names: { readonly media: string | null; readonly turn: string | null };
  /** Certificates from Let's Encrypt for those names, with this address for their warnings; null: the server signs its own. */
  readonly certificateMail: string | null;
  /** The server's own address where the provider translates (AWS, Oracle, Azure: 1:1); null: it has the public one itself. */
  readonly insideAddress: string | null;
  /** IPv4. Null: coturn finds it out. */
  readonly publicAddress: string | null;
}

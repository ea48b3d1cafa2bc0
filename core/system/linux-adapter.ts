import { adapterKindOf, type AdapterKind } from "./adapter-kind.ts";

/** What `/sys/class/net/NAME` tells about an adapter. */
export type LinuxAdapter = {
  name: string;
  /** `type`: the hardware type of if_arp.h; null when it could not be read. */
  hardwareType: number | null;
  /** `DEVTYPE` in `uevent`. */
  deviceType: string | null;
  /** There is a `wireless` or `phy80211`. */
  isWireless: boolean;
  /** There is a `tun_flags`: a program reads what is sent there. */
  isTun: boolean;
  /** There is a `master`: it is a port of a bridge, as those of virtual machines are. */
  isBridgePort: boolean;
  /** `/proc/net/pppoe` lists a session: PPP may be the laptop's own dial-in, and no VPN. */
  hasPppoe: boolean;
};

const ARPHRD_PPP = 512;
/** ipip, ip6ip6, sit, GRE over IPv4, GRE over IPv6, and none: WireGuard, tun, IPsec (if_arp.h). */
const ARPHRD_TUNNELS: ReadonlySet<number> = new Set([768, 769, 776, 778, 823, 65_534]);

/** What kind of adapter the kernel takes it for; where the kernel does not say, what its name stands for. */
export function linuxAdapterKind(adapter: LinuxAdapter): AdapterKind {
  const { name, hardwareType, deviceType } = adapter;
  if (isClat(name)) return "virtual";
  if (adapter.isWireless || deviceType === "wlan") return "wifi";
  if (adapter.isBridgePort && adapter.isTun) return "virtual";
  if (adapter.isTun || deviceType === "wireguard") return "tunnel";
  if (hardwareType === ARPHRD_PPP) return adapter.hasPppoe ? "unknown" : "tunnel";
  if (deviceType === "bridge") return "virtual";
  if (hardwareType !== null && ARPHRD_TUNNELS.has(hardwareType)) return deviceType === "wwan" ? "unknown" : "tunnel";
  if (deviceType === "wwan") return "unknown";
  return adapterKindOf(name);
}

/** 464XLAT's own end on the laptop (clatd, NetworkManager, macOS has none): made by translation, and no VPN (RFC 6877). */
const isClat = (name: string): boolean => /^clat\d*$|^v4-/.test(name);

/** The value of a line `DEVTYPE=...` of a device's `uevent`. */
export function deviceTypeOf(uevent: string): string | null {
  return /^DEVTYPE=(\S{1,40})$/m.exec(uevent)?.[1] ?? null;
}

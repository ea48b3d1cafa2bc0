import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { searchPath } from "./namespace.ts";

/** Something this machine lacks for the lab, in words for a person. */
export interface Lack {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** A program the lab runs and the Debian package it is in. */
export interface LabProgram {
  readonly program: string;
  readonly debianPackage: string;
  readonly why: string;
  /** The services that the package starts at boot if nobody prevents it. */
  readonly services?: readonly string[];
  /** What shows that it is there, where no program of that name does. */
  readonly file?: string;
}

const labPrograms: readonly LabProgram[] = [
  { program: "ip", debianPackage: "iproute2", why: "makes the network namespaces" },
  { program: "nft", debianPackage: "nftables", why: "gives the lab's routers their NAT" },
  {
    program: "miniupnpd",
    debianPackage: "miniupnpd-nftables",
    why: "speaks UPnP, NAT-PMP and PCP on the routers",
    services: ["miniupnpd"],
  },
  { program: "turnserver", debianPackage: "coturn", why: "is the first STUN server", services: ["coturn"] },
  { program: "stund", debianPackage: "stun-server", why: "is the second STUN server", services: ["stun"] },
  { program: "dnsmasq", debianPackage: "dnsmasq-base", why: "resolves the lab's names" },
  {
    program: "tayga",
    debianPackage: "tayga",
    why: "is the provider's NAT64 and the laptop's CLAT",
    services: ["tayga"],
  },
  { program: "unbound", debianPackage: "unbound", why: "is the provider's DNS64", services: ["unbound"] },
  { program: "python3", debianPackage: "python3-minimal", why: "is a line on which packets take their time" },
  { program: "wireguard-go", debianPackage: "wireguard-go", why: "is the VPN of a laptop or a router" },
  { program: "wg", debianPackage: "wireguard-tools", why: "gives the VPN its keys" },
  { program: "upnpc", debianPackage: "miniupnpc", why: "is the reference client for UPnP" },
  { program: "natpmpc", debianPackage: "natpmpc", why: "is the reference client for NAT-PMP" },
  { program: "ping", debianPackage: "iputils-ping", why: "asks who owns the public address" },
  {
    program: "avahi-daemon",
    debianPackage: "avahi-daemon",
    why: "announces a camera on the device site",
    services: ["avahi-daemon"],
  },
  { program: "minidlnad", debianPackage: "minidlna", why: "is the device site's television", services: ["minidlna"] },
  { program: "wsdd", debianPackage: "wsdd", why: "is the device site's Windows computer", services: ["wsdd"] },
  { program: "snmpd", debianPackage: "snmpd", why: "is the device site's switch", services: ["snmpd"] },
  { program: "nginx", debianPackage: "nginx-light", why: "is the device site's network storage", services: ["nginx"] },
  {
    program: "python3-gi",
    debianPackage: "python3-gi",
    why: "starts the device site's RTSP camera",
    file: "/usr/share/doc/python3-gi",
  },
  {
    program: "gst-rtsp-server",
    debianPackage: "gir1.2-gst-rtsp-server-1.0",
    why: "is the device site's RTSP camera",
    file: "/usr/share/doc/gir1.2-gst-rtsp-server-1.0",
  },
  {
    program: "gstreamer1.0-plugins-good",
    debianPackage: "gstreamer1.0-plugins-good",
    why: "makes that camera's picture",
    file: "/usr/share/doc/gstreamer1.0-plugins-good",
  },
  { program: "openssl", debianPackage: "openssl", why: "makes the certificates of the device site" },
  { program: "sshd", debianPackage: "openssh-server", why: "is the firm's SSH relay", services: ["ssh"] },
  { program: "ssh", debianPackage: "openssh-client", why: "is the relay's permanent end at a site" },
  {
    program: "openvpn",
    debianPackage: "openvpn",
    why: "checks and carries the tunnels of routers that speak nothing newer",
    services: ["openvpn"],
  },
  {
    program: "charon-systemd",
    debianPackage: "charon-systemd",
    why: "answers as an IPsec server",
    services: ["strongswan"],
  },
  { program: "swanctl", debianPackage: "strongswan-swanctl", why: "checks what is written for that server" },
  {
    program: "cloud-init",
    debianPackage: "cloud-init",
    why: "checks what is written for a firm's server",
    services: ["cloud-init-local", "cloud-init", "cloud-config", "cloud-final"],
  },
];

/** What `npm run bench:diagnosis` runs beside them; the lab itself does without. */
export const benchPrograms: readonly LabProgram[] = [
  {
    program: "traceroute",
    debianPackage: "traceroute",
    why: "is one of the programs that a check is measured against",
  },
  { program: "time", debianPackage: "time", why: "measures CPU and memory" },
  { program: "turnutils_natdiscovery", debianPackage: "coturn", why: "is the reference client for RFC 5780" },
  { program: "nmap", debianPackage: "nmap", why: "is what a scan for devices is measured against" },
];

function isInstalled({ program, file }: LabProgram): boolean {
  if (file !== undefined) return existsSync(file);
  return searchPath()
    .split(":")
    .some((folder) => existsSync(join(folder, program)));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Those that are not on this machine; of the lab's own unless said. */
export function missingPrograms(programs: readonly LabProgram[] = labPrograms): LabProgram[] {
  return programs.filter((program) => !isInstalled(program));
}

/** Exercises what an unprivileged container forbids even to root, in a namespace that is gone afterwards. */
const kernelTrial =
  "mount --make-rprivate / && mount -t tmpfs none /mnt && " +
  "ip link add veth0 type veth peer name veth1 && ip link add bridge0 type bridge && ip tuntap add dev tun0 mode tun && " +
  "nft 'add table inet t; add chain inet t c { type nat hook postrouting priority 100; }; add rule inet t c masquerade'";

/** All that keeps the lab from running here; empty when it can. Takes some 20 ms. */
export function labLacks(): Lack[] {
  if (process.platform !== "linux") {
    return [
      {
        what: `Linux (this is ${process.platform})`,
        why: "the lab is made of Linux network namespaces",
        fix: "run it on a Linux machine, or in a virtual machine with Debian",
      },
    ];
  }
  const lacks: Lack[] = missingPrograms().map(({ program, debianPackage, why }) => ({
    what: program,
    why: `it ${why}`,
    fix: `as root: node scripts/lab-packages.ts (Debian package ${debianPackage})`,
  }));
  if (process.getuid?.() !== 0) {
    lacks.push({
      what: "root",
      why: "only root may make network namespaces and their packet rules",
      fix: "run the same command as root",
    });
  } else if (lacks.length === 0) {
    const readOnly = ["/run", "/etc"].find((folder) => !isWritable(folder));
    if (readOnly !== undefined) {
      lacks.push({
        what: `a writable ${readOnly}`,
        why: "namespaces are kept in /run/netns, their name servers in /etc/netns",
        fix: "run it on the machine itself or in a privileged container",
      });
    }
    const trial = spawnSync("unshare", ["--net", "--mount", "sh", "-ec", kernelTrial], {
      env: { ...process.env, PATH: searchPath() },
      encoding: "utf8",
    });
    if (trial.status !== 0) {
      lacks.push({
        what: "network namespaces with NAT and tunnels",
        why: `the kernel or a container forbids them: ${(trial.stderr || String(trial.error)).trim()}`,
        fix: "run it on the machine itself or in a privileged container",
      });
    }
  }
  return lacks;
}

/** One line for a test report or a terminal; null when the lab can run. */
export function whyNoLab(): string | null {
  const lacks = labLacks();
  if (lacks.length === 0) return null;
  return `the network lab needs ${lacks.map(({ what, why }) => `${what} (${why})`).join("; ")}`;
}

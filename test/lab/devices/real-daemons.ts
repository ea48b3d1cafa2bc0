import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Daemon } from "../daemons.ts";
import { addressOnly, hostOfDaemon } from "./device-network.ts";
import type { DaemonName, SiteDevice } from "./model.ts";

/** Real programs that stand for devices, each in a namespace of its own, with no trace on the machine itself. */

/** Debian's own, which has the packaged modules; another one may be first on the path. */
const python = "/usr/bin/python3";

type Preparation = Pick<Daemon, "prepare" | "ready">;

export function realDaemon(device: SiteDevice): Daemon {
  const daemon = device.daemon ?? "router";
  return { host: hostOfDaemon(daemon), name: daemon, ...preparations[daemon](device) };
}

const preparations: Readonly<Record<DaemonName, (device: SiteDevice) => Preparation>> = {
  "axis-camera": avahi,
  television: minidlna,
  computer: wsdd,
  switch: snmpd,
  storage: nginx,
  "rtsp-camera": () => ({
    prepare: () => [python, join(import.meta.dirname, "rtsp-camera.py"), "554"],
    ready: [{ transport: "tcp", port: 554 }],
  }),
  router: miniupnpd,
};

/**
 * Axis cameras announce themselves by multicast DNS. avahi takes its services from /etc and keeps its state in /run,
 * so it gets an /etc/avahi and a /run of its own (`ip netns exec` has given it a mount namespace).
 */
function avahi({ model, serialNumber }: SiteDevice): Preparation {
  const service = `<?xml version="1.0"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd"><service-group>
<name>AXIS ${model} - ${serialNumber}</name>
${["_axis-video._tcp", "_http._tcp", "_rtsp._tcp"]
  .map(
    (type) =>
      `<service><type>${type}</type><port>${type === "_rtsp._tcp" ? 554 : 80}</port><txt-record>macaddress=${serialNumber}</txt-record></service>`,
  )
  .join("\n")}
</service-group>`;
  const config = `[server]
host-name=axis-${(serialNumber ?? "").toLowerCase()}
use-ipv6=no
allow-interfaces=eth0
enable-dbus=no
[publish]
publish-hinfo=no
publish-workstation=no
`;
  return {
    prepare: (folder) => {
      const etc = join(folder, "avahi");
      mkdirSync(join(etc, "services"), { recursive: true });
      writeFileSync(join(etc, "services", "camera.service"), service);
      writeFileSync(join(etc, "avahi-daemon.conf"), config);
      const script =
        'mount --bind "$0" /etc/avahi; mount -t tmpfs none /run; mkdir /run/avahi-daemon; exec avahi-daemon --no-drop-root --no-rlimits --no-chroot';
      return ["sh", "-ec", script, etc];
    },
    ready: [{ transport: "udp", port: 5_353 }],
  };
}

function minidlna(device: SiteDevice): Preparation {
  return {
    prepare: (folder) => {
      const own = join(folder, "minidlna");
      mkdirSync(join(own, "media"), { recursive: true });
      const config = [
        "network_interface=eth0",
        "port=8200",
        `media_dir=${join(own, "media")}`,
        `db_dir=${own}`,
        `log_dir=${own}`,
        "friendly_name=[TV] Samsung 7 Series (55)",
        "model_name=UE55MU7000",
        "inotify=no",
        "notify_interval=30",
        `uuid=4d696e69-444c-164e-9d41-${device.cards[0].mac.replaceAll(":", "")}`,
      ];
      writeFileSync(join(own, "minidlna.conf"), `${config.join("\n")}\n`);
      return ["minidlnad", "-S", "-f", join(own, "minidlna.conf"), "-P", join(own, "minidlna.pid")];
    },
    ready: [
      { transport: "tcp", port: 8_200 },
      { transport: "udp", port: 1_900 },
    ],
  };
}

/** Announces a Windows computer by WS-Discovery: types that no camera has. */
function wsdd(): Preparation {
  return {
    prepare: () => [
      python,
      "/usr/sbin/wsdd",
      "--ipv4only",
      "--interface",
      "eth0",
      "--hostname",
      "OFFICE-PC",
      "--workgroup",
      "OFFICE",
    ],
    ready: [{ transport: "udp", port: 3_702 }],
  };
}

/** A managed switch: nothing but SNMP. */
function snmpd(device: SiteDevice): Preparation {
  return {
    prepare: (folder) => {
      const file = join(folder, "snmpd.conf");
      const settings = ["rocommunity public", "sysDescr DrayTek VigorSwitch P2280x", "sysName switch-1"];
      writeFileSync(file, `${settings.join("\n")}\n`);
      return ["snmpd", "-f", "-Lo", "-C", "-c", file, `udp:${addressOnly(device.cards[0])}:161`];
    },
    ready: [{ transport: "udp", port: 161 }],
  };
}

function nginx(): Preparation {
  return {
    prepare: (folder) => {
      const own = join(folder, "nginx");
      mkdirSync(join(own, "www"), { recursive: true });
      writeFileSync(join(own, "www", "index.html"), "<!doctype html><title>Storage</title><h1>Storage</h1>\n");
      const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
        (name) => `${name}_temp_path ${own}/${name};`,
      );
      const config = `daemon off; pid ${own}/nginx.pid; error_log stderr; user root;
events {}
http { access_log off; ${paths.join(" ")}
server { listen 80; return 301 https://$host$request_uri; }
server { listen 443 ssl; ssl_certificate ${folder}/storage.pem; ssl_certificate_key ${folder}/storage.key; root ${own}/www; } }
`;
      writeFileSync(join(own, "nginx.conf"), config);
      return ["nginx", "-c", join(own, "nginx.conf"), "-e", "stderr"];
    },
    ready: [{ transport: "tcp", port: 443 }],
  };
}

/** Ports that devices had opened on the router before anybody looked: miniupnpd reads them back from its lease file. */
const leases = [
  "TCP:8000:192.168.1.70:8000:0:Hikvision",
  "TCP:554:192.168.1.70:554:0:Hikvision",
  "TCP:8080:192.168.1.70:80:0:Hikvision",
];

function miniupnpd(): Preparation {
  return {
    prepare: (folder) => {
      const config = [
        "ext_ifname=wan",
        "listening_ip=lan",
        "http_port=5000",
        "enable_upnp=yes",
        "enable_natpmp=yes",
        "secure_mode=no",
        "ipv6_disable=yes",
        "upnp_table_name=filter",
        "upnp_nat_table_name=filter",
        "upnp_forward_chain=miniupnpd",
        "upnp_nat_chain=prerouting_miniupnpd",
        "upnp_nat_postrouting_chain=postrouting_miniupnpd",
        "system_uptime=yes",
        "friendly_name=Office router",
        `lease_file=${folder}/leases`,
        "uuid=00000000-0000-4000-8000-0000000000d1",
        "allow 1-65535 192.168.1.0/24 1-65535",
        "deny 0-65535 0.0.0.0/0 0-65535",
      ];
      writeFileSync(join(folder, "leases"), `${leases.join("\n")}\n`);
      writeFileSync(join(folder, "miniupnpd.conf"), `${config.join("\n")}\n`);
      return ["miniupnpd", "-d", "-f", join(folder, "miniupnpd.conf"), "-P", join(folder, "miniupnpd.pid")];
    },
    ready: [{ transport: "udp", port: 1_900 }],
  };
}

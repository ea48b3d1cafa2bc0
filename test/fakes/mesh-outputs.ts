/**
 * What the mesh VPNs' programs print, written from their sources: Tailscale's ipn/ipnstate (Status, PeerStatus) and ipn (Prefs),
 * ZeroTier's service/OneService.cpp (docs.zerotier.com/api/service/ref-v1), NetBird's client/status (OutputOverview).
 */

const peer = {
  ID: "n2",
  PublicKey: "nodekey:02",
  HostName: "site-box-mueller",
  DNSName: "site-box-mueller.tail1234.ts.net.",
  OS: "linux",
  UserID: 12,
  TailscaleIPs: ["100.101.1.2", "fd7a:115c:a1e0::2"],
  AllowedIPs: ["100.101.1.2/32", "fd7a:115c:a1e0::2/128", "192.168.1.0/24"],
  PrimaryRoutes: ["192.168.1.0/24"],
  Tags: ["tag:site-box"],
  Addrs: null,
  CurAddr: "",
  Relay: "fra",
  PeerRelay: "",
  RxBytes: 1_200,
  TxBytes: 900,
  Created: "2026-01-10T09:00:00Z",
  LastHandshake: "2026-11-21T10:00:00Z",
  Online: true,
  ExitNode: false,
  ExitNodeOption: false,
  Active: true,
  InNetworkMap: true,
};

export const tailscaleStatus = {
  Version: "1.92.3-t1234567-g89",
  TUN: true,
  BackendState: "Running",
  HaveNodeKey: true,
  AuthURL: "",
  TailscaleIPs: ["100.101.1.1", "fd7a:115c:a1e0::1"],
  Self: {
    ...peer,
    ID: "n1",
    PublicKey: "nodekey:01",
    HostName: "laptop",
    DNSName: "laptop.tail1234.ts.net.",
    TailscaleIPs: ["100.101.1.1", "fd7a:115c:a1e0::1"],
    AllowedIPs: ["100.101.1.1/32", "fd7a:115c:a1e0::1/128"],
    PrimaryRoutes: undefined,
    Tags: undefined,
    KeyExpiry: "2026-12-05T12:00:00Z",
  },
  Health: [],
  MagicDNSSuffix: "tail1234.ts.net",
  CurrentTailnet: { Name: "example.com", MagicDNSSuffix: "tail1234.ts.net", MagicDNSEnabled: true },
  Peer: {
    "nodekey:02": peer,
    "nodekey:03": {
      ...peer,
      HostName: "site-box-meier",
      DNSName: "site-box-meier.tail1234.ts.net.",
      TailscaleIPs: ["100.101.1.3"],
      AllowedIPs: ["100.101.1.3/32", "fd7a:115c:a1e0:b1a:0:7:c0a8:100/120"],
      PrimaryRoutes: undefined,
      CurAddr: "203.0.113.9:41641",
    },
    "nodekey:04": {
      ...peer,
      HostName: "phone",
      DNSName: "",
      TailscaleIPs: ["100.101.1.4"],
      AllowedIPs: ["100.101.1.4/32", "0.0.0.0/0", "::/0"],
      PrimaryRoutes: undefined,
      Active: false,
      Online: false,
    },
  },
  User: {},
};

export const tailscalePrefs = {
  ControlURL: "https://controlplane.tailscale.com",
  RouteAll: false,
  ExitNodeID: "",
  CorpDNS: true,
  WantRunning: true,
  AdvertiseRoutes: ["10.20.0.0/24", "0.0.0.0/0", "::/0"],
  NoSNAT: false,
};

export const zerotierInfo = {
  address: "0deadbeef1",
  clock: 1_618_948_931_097,
  config: { settings: { allowTcpFallbackRelay: true, primaryPort: 9_993 } },
  online: true,
  planetWorldId: 149_604_618,
  publicIdentity: "0deadbeef1:0:33c799cb58",
  tcpFallbackActive: false,
  version: "1.14.2",
};

export const zerotierNetworks = [
  {
    allowDNS: false,
    allowDefault: false,
    allowGlobal: false,
    allowManaged: true,
    assignedAddresses: ["10.147.17.3/24"],
    id: "8056c2e21c000001",
    nwid: "8056c2e21c000001",
    name: "firm",
    portDeviceName: "ztabcdefgh",
    status: "OK",
    type: "PRIVATE",
    routes: [
      { flags: 0, metric: 0, target: "10.147.17.0/24", via: null },
      { flags: 0, metric: 0, target: "192.168.1.0/24", via: "10.147.17.9" },
      { flags: 0, metric: 0, target: "192.168.50.0/24", via: "10.147.17.3" },
    ],
  },
];

export const zerotierPeers = [
  {
    address: "62f865ae71",
    latency: 30,
    role: "PLANET",
    tunneled: false,
    paths: [{ active: true, address: "50.7.252.138/9993", expired: false, preferred: true }],
  },
  {
    address: "02598154e6",
    latency: 12,
    role: "LEAF",
    tunneled: false,
    version: "1.14.0",
    paths: [{ active: true, address: "203.0.113.20/9993", expired: false, preferred: true }],
  },
  { address: "041ed59ab3", latency: -1, role: "LEAF", tunneled: false, paths: [] },
];

export const netbirdStatus = {
  peers: {
    total: 2,
    connected: 2,
    details: [
      {
        fqdn: "site-box.netbird.cloud",
        netbirdIp: "100.90.1.2",
        publicKey: "A0/k9FWRkF+JspDjOVIhk0YaaRDvvTZo3C+kEL0feR0=",
        status: "Connected",
        lastStatusUpdate: "2026-11-21T10:00:00Z",
        connectionType: "Relayed",
        iceCandidateType: { local: "", remote: "" },
        iceCandidateEndpoint: { local: "", remote: "" },
        relayAddress: "rels://fra1-0.relay.netbird.io:443",
        lastWireguardHandshake: "2026-11-21T10:00:00Z",
        latency: 0,
        networks: ["192.168.1.0/24"],
      },
      {
        fqdn: "office.netbird.cloud",
        netbirdIp: "100.90.1.3",
        status: "Connected",
        connectionType: "P2P",
        iceCandidateEndpoint: { local: "198.51.100.1:51820", remote: "198.51.100.4:51820" },
        relayAddress: "",
        latency: 32_934_100,
        networks: null,
      },
    ],
  },
  cliVersion: "0.60.1",
  daemonVersion: "0.60.1",
  daemonStatus: "Connected",
  management: { url: "https://api.netbird.io:443", connected: true, error: "" },
  signal: { url: "https://signal.netbird.io:443", connected: true, error: "" },
  netbirdIp: "100.90.1.1/16",
  fqdn: "laptop.netbird.cloud",
  networks: null,
  sessionExpiresAt: "2026-11-25T08:00:00Z",
};

/** WireGuard on routers of other makers: `core/vpn/vendor`. Names in quotes are the router's own. */
export const vpnVendor = {
  note: {
    "no-wireguard": "This box has no WireGuard. Put a small site box beside it, or use OpenVPN or IPsec.",
    since: "Needs {{version}} or newer.",
    "lets-in-by-hand": "It lets nothing in from the tunnel by itself: the rule for that is one of the steps.",
    "lets-in-no": "It reaches the firm through the tunnel, but lets nobody through to its LAN.",
    "translates-by-hand":
      "Other sites have the same addresses; the 1:1 translation is entered by hand on its NAT page.",
    "translates-no":
      "Other sites have the same addresses, and this box can't translate them. Renumber this site's LAN, or use a site box.",
    "not-gateway":
      "Devices send their answers to the router, not to this box. Let it masquerade, or add a route on the router.",
    "edgeos-package":
      "EdgeOS has no WireGuard of its own: install the package wireguard-vyatta-ubnt for exactly this model and version first, and again after every update.",
    "vyos-address": "VyOS takes the server's address here, not its name.",
  },
  backup: {
    page: "Before you change anything, save the router's settings to a file in its pages (Backup or Export).",
    command: "Before you change anything, type this on it: {{command}}",
  },
  value: {
    name: "Name, description",
    "private-key": "Private key",
    "listen-port": "Listen port",
    "tunnel-address": "Tunnel address",
    mtu: "MTU",
    "peer-name": "Peer: name",
    "peer-key": "Peer: public key",
    "preshared-key": "Peer: pre-shared key",
    "allowed-ips": "Peer: allowed IPs",
    "endpoint-address": "Peer: endpoint address",
    "endpoint-port": "Peer: endpoint port",
    keepalive: "Peer: keepalive in seconds",
    "pass-source": "Firewall rule: source",
    "pass-destination": "Firewall rule: destination",
    "nat-external": "1:1 NAT: external network",
    "nat-internal": "1:1 NAT: internal network",
    "max-mss": "Max MSS",
  },
  pfsense: {
    package: "System › Package Manager › Available Packages: install “WireGuard”.",
    tunnel: "VPN › WireGuard › Tunnels › Add Tunnel: enter name, private key, listen port and tunnel address. Save.",
    peer: "Add Peer: choose this tunnel, take “Dynamic Endpoint” off, enter the values of the peer. Save and apply.",
    enable: "VPN › WireGuard › Settings: tick “Enable”. Save and apply.",
    assign:
      "Interfaces › Assignments: add the port tun_wg…, open it, tick “Enable”, choose “Static IPv4”, and enter the tunnel address and the MTU.",
    routes:
      "System › Routing: add a gateway on that interface with the server's tunnel address, then a static route to each of the allowed IPs by it.",
    pass: "Firewall › Rules, tab of that interface: pass IPv4, any protocol, from the allowed IPs to the destination given here.",
    nat: "Firewall › NAT › 1:1 › Add: that interface, external network and internal network as given here, destination any.",
    check: "Status › WireGuard: the latest handshake must be a few seconds ago.",
    undo: "Remove the rules, the 1:1 entry, the routes and the interface, then the peer and the tunnel; or restore the saved settings.",
  },
  opnsense: {
    instance:
      "VPN › WireGuard › Instances › +, advanced mode: enter name, private key, listen port, MTU and tunnel address. Before 24.1, install the plugin os-wireguard first.",
    peer: "Peers › +: enter the values of the peer. Save.",
    link: "Open the instance again and choose this peer under “Peers”. Save.",
    enable: "Tick “Enable WireGuard” and press “Apply”.",
    pass: "Firewall › Rules › WireGuard (Group): pass IPv4, any protocol, from the allowed IPs to the destination given here.",
    assign: "Interfaces › Assignments: add the tunnel as an interface and enable it, without an address.",
    nat: "Firewall › NAT › One-to-One › +: that interface, type BINAT, external network and source (internal) as given here, destination any.",
    mss: "Firewall › Settings › Normalization: a rule for WireGuard (Group) with the Max MSS given here, or pictures stop while pings work.",
    check: "VPN › WireGuard › Status: the handshake must be a few seconds old.",
    undo: "Remove the rules and the One-to-One entry, then the interface, the peer and the instance; or restore the saved settings.",
  },
  unifi: {
    client: "Settings › VPN › VPN Client › Create New: choose WireGuard.",
    import: "Upload the .conf file made for this site. Leave everything else as it is.",
    routes:
      "Settings › Routing (Policy-Based Routes or Static Routes): send only the firm's networks given here through this VPN client, never all traffic.",
    pass: "Settings › Firewall: allow from the zone of the VPN client, source and destination as given here, nothing else.",
    nat: "Settings › Policy Engine › NAT: a destination NAT on the VPN client from the external network to the internal one. Some versions take single addresses only: then one rule for each recorder.",
    check: "Let Farsite prove it from outside. The green dot there shows the handshake only.",
    otherwise:
      "UniFi means its VPN client for going out, and versions differ in whether anything can come in by it. If the proof fails, use a site box behind the gateway, or IPsec.",
    undo: "Remove the firewall rule, the NAT rule and the route, then the VPN client.",
  },
};

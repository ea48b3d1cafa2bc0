/** VPNs and relays of a site, and the firm's servers that they lead to. */
export const tunnel = {
  value: "{{text}}",
  nothingAsked: "There was nothing to ask: no port is known.",
  file: {
    secret: "With the private key: hand it over in person, never by mail",
    token: "With the server's token for frp: hand it over in person, never by mail",
    open: "Holds nothing secret",
    peer: "For {{name}}'s own device, with its key",
  },
  how: {
    "wg-quick":
      "Copy the file to /etc/wireguard/{{name}}.conf on the box (only root may read it), then run: systemctl enable --now wg-quick@{{name}}",
    networkd: "Copy the files to where their names say, then run: networkctl reload",
    openwrt:
      "Copy the files to the router, then run: uci batch < {{name}}.uci && uci commit && service network reload && service firewall reload",
    routeros:
      "Upload the file (Files), then run in a terminal: /import file-name={{name}}.rsc. The undo file takes all of it back.",
    edgeos:
      "Log in by SSH, type configure, paste the lines, then: commit; save; exit. The undo file takes all of it back.",
    vyos: "Log in by SSH, type configure, paste the lines, then: commit; save; exit. The undo file takes all of it back.",
    fritzbox:
      "In the FRITZ!Box: Internet, Permit Access, VPN (WireGuard), Add connection, Connect networks, and say that the other side is set up already. Then choose this file.",
    windows: "In the WireGuard app: Import tunnel(s) from file, then Activate.",
    undo: "To take it back:",
  },
  agent: {
    linux:
      "Copy the files to one folder on the box and run there as root: sh install.sh. It starts with the box and comes back by itself.",
    openwrt:
      "Copy the files to the router where their names say, then run there: sh enable.sh. It starts with the router and comes back by itself.",
    windows:
      "Copy the files to one folder on the computer, open PowerShell as administrator there and run: .\\install.ps1. It starts with Windows and comes back by itself.",
  },
  frp: {
    get: "Get frpc 0.52 or newer for the box from the frp project's releases (github.com/fatedier/frp), and compare its checksum with the one there.",
    linux:
      "Put the program frpc and these files into one folder on the box and run there as root: sh install.sh. It starts with the box and comes back by itself.",
    openwrt:
      "Install the package frpc (opkg install frpc, or put the program to /usr/bin), copy the files to where their names say, then run: sh enable.sh. It starts with the router and comes back by itself.",
    windows:
      "Put frpc.exe and these files into one folder on the computer, open PowerShell as administrator there and run: .\\install.ps1. It starts with Windows and comes back by itself.",
    defender:
      "Windows Defender often takes frpc.exe for something dangerous and removes it. Where it does, take the SSH relay instead, or have whoever looks after the computer allow the folder C:\\ProgramData\\FarsiteFrp.",
    oneToken:
      "frp has one token for all sites of {{name}}: whoever takes a box apart can pretend to be any of them. Where that matters, take the SSH relay, with a key for each site.",
  },
  left: {
    server:
      "Tell the server {{name}} that the tunnel is gone (Servers, Bring up to date); until then it still lets it in.",
    site: "Take the settings off the box or router at the site: its undo file or the kit's uninstall script does it.",
    peers_one: "{{count}} device still has the tunnel in its WireGuard app: it may be deleted there.",
    peers_other: "{{count}} devices still have the tunnel in their WireGuard app: it may be deleted there.",
  },
  pasted: {
    commands_one:
      "It would run {{count}} command as administrator. Farsite runs none, and leaves it out of what it writes.",
    commands_other:
      "It would run {{count}} commands as administrator. Farsite runs none, and leaves them out of what it writes.",
    pushed:
      "When it connects, the server may tell the router to send everything of the site through it. The version with only what is needed doesn't obey that.",
    tooLong: "It is too long to be written anew. Have a profile made that holds only what is needed.",
    more_one: "There is {{count}} more; put these right first.",
    more_other: "There are {{count}} more; put these right first.",
  },
  mesh: {
    version: "Version",
    name: "Name in the mesh",
    network: "Network",
    addresses: "Addresses",
    advertised: "Networks it offers",
    approved: "Networks that were approved",
    peers: "Other devices",
    paths: "{{direct}} direct, {{relayed}} through a relay, {{idle}} not in use",
  },
};

/** The firm's servers on the internet. */
export const server = {
  noKey:
    "This laptop has no key to change this server. Take it in from the laptop that set it up (Servers, Export there, with a passphrase).",
  refusedPort_one: "{{name}}: {{count}} risk of a port for everybody is not accepted yet, so the port stays shut.",
  refusedPort_other: "{{name}}: {{count}} risks of a port for everybody are not accepted yet, so the port stays shut.",
  applied_one: "{{name}} is up to date: {{count}} site.",
  applied_other: "{{name}} is up to date: {{count}} sites.",
  file: {
    userData: "The whole set-up in one text, for the field “user data” or “cloud-init” of a new server",
    one: "Belongs to {{path}}",
    byHand: "On the server, as root: farsite-apply {{command}}, with this text as its input",
    change: "For root on the server: changes what was chosen since, and nothing else",
    technician: "For {{name}}'s own laptop or telephone, with its key",
  },
};

/** WireGuard's address plan, and what Farsite finds in configurations that were pasted. Written for installers. */
export const vpn = {
  mtu: {
    ordinary: "{{mtu}} bytes: the line takes {{line}}, WireGuard adds up to {{overhead}}.",
    pppoe: "{{mtu}} bytes: PPPoE leaves {{line}} of the line's 1500, WireGuard adds up to {{overhead}}.",
    "ds-lite": "{{mtu}} bytes: DS-Lite leaves {{line}} of the line's 1500, WireGuard adds up to {{overhead}}.",
    mobile: "{{mtu}} bytes: mobile networks often pass no more than {{line}}, WireGuard adds up to {{overhead}}.",
    measured: "{{mtu}} bytes: {{line}} were measured to pass, WireGuard adds up to {{overhead}}.",
    floor:
      "{{mtu}} bytes, the least there is: the line takes {{line}}, and WireGuard adds up to {{overhead}}, so large packets travel in two pieces.",
  },
  finding: {
    "mapped-twice": {
      title: "{{prefix}} was given to several sites: {{sites}}",
      whatToDo:
        "Two laptops planned them without a line between them. Give all but one a new prefix before anything is rolled out; a site that is already set up should keep its own.",
    },
    "lan-shared": {
      title: "Several sites would be reached under {{prefix}}: {{sites}}",
      whatToDo:
        "Only one of them can use its LAN's own addresses. Let the others be translated 1:1 (a Linux box, OpenWrt, MikroTik ...), or renumber their LAN.",
    },
    "mapped-is-lan": {
      title: "{{site}}: its name in the tunnel, {{mapped}}, overlaps its own LAN {{lan}}",
      whatToDo: "Give the site another prefix. Its box could not tell its own devices from the tunnel.",
    },
    "mapped-in-lan": {
      title: "The LAN {{lan}} of {{site}} overlaps what other sites are called: {{sites}} ({{mapped}})",
      whatToDo:
        "A laptop at {{site}} will not reach those sites while it is there. If that happens often, give them other prefixes.",
    },
    "lan-in-tunnel-pool": {
      title: "The LAN {{lan}} of {{site}} overlaps the tunnel's own addresses {{pool}}",
      whatToDo: "This cannot work: renumber the site's LAN, or set the hub up again with another pool.",
    },
    "lan-changed": {
      title: "{{site}} now has the network {{lan}}; its tunnel still leads to {{planned}}",
      whatToDo: "Write the site's configuration again with the new LAN and install it. What the site is called stays.",
    },
    "mapped-outside-pool": {
      title: "{{site}}: {{mapped}} is not in the hub's pool {{pool}}",
      whatToDo: "Give the site a prefix of the pool. Technicians' devices send nothing else into the tunnel.",
    },
    "mapped-length": {
      title: "{{site}}: {{mapped}} and its LAN {{lan}} are not the same size",
      whatToDo: "A 1:1 translation needs equal sizes. Give the site a prefix as long as its LAN's.",
    },
    "pools-overlap": {
      title: "These address pools overlap: {{pools}}",
      whatToDo: "Give each hub and each purpose a pool of its own. Concerned: {{hubs}}.",
    },
    "range-public": {
      title: "The pool {{pool}} of {{hub}} is public: it belongs to others on the internet",
      whatToDo: "Take a private pool, for example 10.96.0.0/11. Otherwise those addresses can't be reached any more.",
    },
    "range-carrier": {
      title: "The pool {{pool}} of {{hub}} is the carriers' own range (100.64.0.0/10)",
      whatToDo:
        "Take another one: behind CGNAT the router's internet side uses this range, and Tailscale uses all of it.",
    },
    "range-docker": {
      title: "The pool {{pool}} of {{hub}} is Docker's range (172.17.0.0/16)",
      whatToDo: "Take another one: on every box with Docker this network is taken.",
    },
    "range-podman": {
      title: "The pool {{pool}} of {{hub}} is Podman's range (10.88.0.0/16)",
      whatToDo: "Take another one, or see that none of the boxes runs Podman.",
    },
    "range-openvpn": {
      title: "The pool {{pool}} of {{hub}} is where Farsite puts OpenVPN's devices (10.94.0.0/19)",
      whatToDo: "Take another one, or use no OpenVPN beside this hub.",
    },
    "mesh-shared": {
      title: "Several sites are called {{prefix}} in {{product}}: {{sites}}",
      whatToDo:
        "Only one of them is reached, and nobody says which. Give all but one another name in its walk-through, and set up their boxes again.",
    },
    "mesh-meets": {
      title: "{{site}} is called {{prefix}} in {{product}}, and that is also: {{others}}",
      whatToDo:
        "A laptop that is in both VPNs at once reaches only one of them. Switch one VPN off before using the other, or give the site another name in its walk-through.",
    },
    "technician-lan": {
      title: "{{name}}'s own network {{lan}} overlaps what the firm uses: {{sites}}",
      whatToDo: "From there these can't be reached. Renumber that network, or give the sites other prefixes.",
    },
    "key-twice": {
      title: "One key for {{count}} devices: {{names}}",
      whatToDo:
        "WireGuard knows devices by their keys alone: they throw each other out. Make a new key for all but one of them.",
    },
    "address-twice": {
      title: "{{address}} was given to several: {{names}}",
      whatToDo: "Give all but one a new address in the tunnel and write their configurations again.",
    },
    "address-outside-pool": {
      title: "{{name}}: {{address}} is not in the tunnel's pool {{pool}}",
      whatToDo: "Give it an address of the pool. Sites answer to no others.",
    },
    "name-twice": {
      title: "{{count}} devices are called “{{name}}”",
      whatToDo: "Give them different names: when one is lost, you must know which key to remove.",
    },
    unreadable: {
      title: "“{{text}}” is not an IPv4 address or network",
      whatToDo: "Correct it, for example 192.168.1.0/24.",
    },
    "pool-nearly-full": {
      title: "{{percent}} % of {{hub}}'s pool {{pool}} are given away",
      whatToDo: "Plan a second hub with a pool of its own before this one is full.",
    },
    "pool-full": {
      title: "Nothing is free any more in {{hub}}'s pool {{pool}}",
      whatToDo: "Remove sites that are gone, or set up a second hub with a pool of its own.",
    },
    "lan-too-large": {
      title: "The LAN {{lan}} can't be translated 1:1: only networks from /{{widest}} to /30 can",
      whatToDo:
        "Name the part of it in which recorders and cameras are, for example its /24, or put them into a network of their own.",
    },
    "wish-taken": {
      title: "{{prefix}} is taken by {{other}}",
      whatToDo: "Choose another prefix, or leave the choice to Farsite.",
    },
    "wish-unfit": {
      title: "{{prefix}} doesn't fit: it must be a /{{length}} in {{pool}}",
      whatToDo: "Choose another prefix, or leave the choice to Farsite.",
    },
    "no-hub": {
      title: "This server is no WireGuard hub, or its address pool can't be read",
      whatToDo: "Set the hub up first.",
    },
    "not-possible-here": {
      title: "This box can't translate addresses, and the LAN {{lan}} overlaps {{other}}",
      whatToDo:
        "Put a small box that translates beside it (Linux, OpenWrt, MikroTik), or renumber this LAN. Two equal networks can't be told apart.",
    },
    "too-large": {
      title: "The text is longer than 1 MB",
      whatToDo: "Paste only the WireGuard configuration; it has a few lines.",
    },
    "not-a-config": {
      title: "This is no WireGuard configuration: it has no [Interface]",
      whatToDo: "Paste the whole file, from [Interface] on.",
    },
    "whole-internet": {
      title: "It sends the site's whole internet traffic through the server ({{prefixes}})",
      whatToDo:
        "Everything at the site would go by the server, cost its traffic, and stop when it does. Use the narrowed version: only what belongs to the tunnel goes through it.",
    },
    "wide-prefix": {
      title: "It sends very large ranges into the tunnel ({{prefixes}})",
      whatToDo: "Narrow them to the networks that are really there; other networks of the site would be cut off.",
    },
    "covers-lan": {
      title: "It sends the site's own network {{lan}} into the tunnel ({{prefixes}})",
      whatToDo: "Remove that range. Devices on site could lose each other, the gateway first.",
    },
    "runs-commands": {
      title_one: "It runs a command as administrator: {{commands}}",
      title_other: "It runs {{count}} commands as administrator: {{commands}}",
      whatToDo:
        "Farsite doesn't run them and leaves them out of what it writes. Read them before you use the file as it is; whoever wrote it can do anything on that machine.",
    },
    "own-routing": {
      title: "It changes how the machine routes ({{settings}})",
      whatToDo: "Farsite leaves this out. Without it the routes follow from AllowedIPs, as they should here.",
    },
    "overwrites-itself": {
      title: "SaveConfig: the file is overwritten each time the tunnel ends",
      whatToDo: "Farsite leaves this out, else the next change in the file would be lost.",
    },
    "changes-dns": {
      title: "It changes the machine's DNS to {{servers}}",
      whatToDo: "A site's box doesn't need that, so Farsite leaves it out: names would stop working with the tunnel.",
    },
    "no-keepalive": {
      title: "No PersistentKeepalive, and the site is behind a NAT",
      whatToDo:
        "Set it to 25 seconds. Otherwise the site can't be reached from outside until it sends something itself.",
    },
    "endpoint-missing": {
      title: "It neither calls anybody (Endpoint) nor listens (ListenPort)",
      whatToDo: "Enter the server's address and port as Endpoint.",
    },
    "endpoint-private": {
      title: "The server's address {{endpoint}} can't be reached over the internet",
      whatToDo: "Enter the server's public name or address.",
    },
    "endpoint-unreadable": {
      title: "The server's address “{{endpoint}}” can't be read",
      whatToDo: "It needs a name or address and a port, for example vpn.example.com:51820, or [2001:db8::1]:51820.",
    },
    "endpoint-odd-port": {
      title: "The server listens on UDP {{expected}}, the file calls {{endpoint}}",
      whatToDo: "Correct the port, unless somebody forwards this one.",
    },
    "private-key-missing": {
      title: "It has no private key",
      whatToDo: "Enter it, or let Farsite make a new pair and give the public key to the server.",
    },
    "private-key-broken": {
      title: "The private key is damaged: a key has 44 characters and ends with =",
      whatToDo: "Copy it again, whole. If it is lost, make a new pair.",
    },
    "private-key-unlikely": {
      title: "The private key looks like a public one",
      whatToDo: "Somebody probably mixed the two up. The private key is the one that “wg genkey” printed.",
    },
    "public-key-broken": {
      title: "The public key of {{peer}} is missing or damaged: a key has 44 characters and ends with =",
      whatToDo: "Copy it again, whole.",
    },
    "public-key-weak": {
      title: "The public key of {{peer}} is no real key",
      whatToDo: "With this one no connection can come about. Take the one that the other end shows.",
    },
    "public-key-own": {
      title: "The public key of {{peer}} is this device's own",
      whatToDo: "Here belongs the key of the other end. Each end has the other's public key.",
    },
    "peer-twice": {
      title: "Two [Peer] sections have the same key: {{peer}}",
      whatToDo: "WireGuard makes one of them. Remove one, or enter the right key.",
    },
    "preshared-key-broken": {
      title: "The preshared key of {{peer}} is damaged",
      whatToDo: "Copy it again, whole; both ends need the same.",
    },
    "prefix-in-two-peers": {
      title: "Two peers are to have the same addresses: {{prefixes}}",
      whatToDo: "Only one of them will get the traffic. Correct AllowedIPs.",
    },
    "prefix-unreadable": {
      title: "This is no address: “{{text}}”",
      whatToDo: "Correct it, for example 10.96.3.0/24.",
    },
    "no-peer": {
      title: "It has no [Peer]: nobody at the other end",
      whatToDo: "Paste the whole file, with the server's part.",
    },
    "no-address": {
      title: "It gives the tunnel no address",
      whatToDo: "Enter Address as the server expects it, for example 10.87.0.2/32.",
    },
    "number-unreadable": {
      title: "{{setting}} = “{{text}}” is no number that fits",
      whatToDo: "Correct it. Farsite leaves it out.",
    },
    "mtu-out-of-range": {
      title: "MTU {{mtu}} is unusual",
      whatToDo: "Use 1280 to 1420, unless you know the line takes more. Too large: pages hang while pings work.",
    },
    "section-twice": {
      title: "[Interface] is there {{count}} times",
      whatToDo: "Were two files pasted together? Use only one of them.",
    },
    "setting-twice": {
      title: "Entered twice: {{settings}}",
      whatToDo: "The last one counts. Remove the other.",
    },
    "setting-unknown": {
      title: "Not known to WireGuard: {{settings}}",
      whatToDo: "wg-quick refuses a file with this. Farsite leaves it out.",
    },
    "not-plain-wireguard": {
      title: "This is for AmneziaWG, not for WireGuard ({{settings}})",
      whatToDo: "An ordinary WireGuard server won't answer it. Ask whoever made it for a plain configuration.",
    },
    "odd-characters": {
      title_one: "A character that nobody sees stands in line {{lines}}",
      title_other: "Characters that nobody sees stand in lines {{lines}}",
      whatToDo:
        "They come from a web page or a word processor, or somebody wants to hide something. Farsite reads the text without them; other programs may not.",
    },
    "fritzbox-ipv4-only": {
      title: "A FRITZ!Box takes only IPv4 addresses in a WireGuard file",
      whatToDo: "Leave the IPv6 addresses out.",
    },
    "fritzbox-lan-length": {
      title: "The FRITZ!Box' network {{lan}} is not a /24",
      whatToDo: "Set the mask 255.255.255.0 in the FRITZ!Box, or use another box for the tunnel.",
    },
    "fritzbox-one-key": {
      title: "A FRITZ!Box has one WireGuard key for all its connections",
      whatToDo:
        "If it has WireGuard connections already, import may be refused or end those. Then add this connection by hand with the key that the FRITZ!Box shows, and tell the hub that key.",
    },
    "qr-too-long": {
      title: "The configuration is too long for a QR code ({{bytes}} of {{most}} bytes)",
      whatToDo: "Hand it over as a file.",
    },
  },
};

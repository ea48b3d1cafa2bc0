/** Mesh VPNs (Tailscale, ZeroTier, NetBird): what is wrong with one, and how a site's box joins one. */
export const mesh = {
  finding: {
    "no-rights": {
      title: "{{product}} runs on this laptop, but shows its state to administrators only",
      todo: "Start Farsite with administrator's rights once to see whether it is connected, or look in {{product}} itself.",
    },
    "not-running": {
      title: "{{product}} is installed on this laptop, but its service does not run",
      todo: "Start the {{product}} service, or restart the laptop.",
    },
    "not-understood": {
      title: "{{product}} is installed on this laptop, but says nothing that Farsite can read",
      todo: "Update {{product}}, then look again.",
    },
    "key-expired": {
      title: "This laptop's {{product}} key expired on {{date, datetime(timeZone: UTC; dateStyle: long)}}",
      todo: "Log in to {{product}} again. A site's box that this happens to is gone from the mesh until somebody stands before it.",
    },
    "needs-login": {
      title: "{{product}} is not logged in",
      todo: "Log in to {{product}} on this laptop.",
    },
    "needs-approval": {
      title: "{{product}} waits for the administrator's approval",
      todo: "Let this laptop in on the administration page of {{product}}.",
    },
    stopped: {
      title: "{{product}} is installed and switched off",
      todo: "Nothing, unless you want to reach a site through it: then switch it on.",
    },
    offline: {
      title: "{{product}} runs, but reaches none of its servers",
      todo: "The network here may block it. Try the laptop on mobile data; if it works there, ask for outgoing UDP and TCP 443.",
    },
    "exit-node": {
      title: "{{product}} sends all traffic of this laptop through another computer ({{name}})",
      todo: "Switch the exit node off and check again: until then every answer describes that computer's line, not this one.",
    },
    "not-approved": {
      title: "{{product}}: {{prefixes}} is offered, but not approved",
      todo: "Approve the route on the administration page, or in the access rules by autoApprovers. Nobody reaches the site's devices before.",
    },
    "forwarding-off": {
      title: "This computer offers its network to {{product}}, but passes no packets on",
      todo: "Switch IP forwarding on (net.ipv4.ip_forward = 1); the set-up commands do it for good.",
    },
    "key-expires": {
      title: "This computer's {{product}} key expires on {{date, datetime(timeZone: UTC; dateStyle: long)}}",
      todo: "A box that offers a site's network drops out on that day without a word. Give it a tag, or disable key expiry for it on the administration page.",
    },
    "overlaps-lan": {
      title: "{{prefix}} behind {{name}} overlaps with the network this laptop is in ({{own}})",
      todo: "From here the laptop talks to its own network instead of the site's. Use mobile data, or give the site other addresses in {{product}}.",
    },
    "overlaps-site": {
      title: "{{prefix}} is also the network of another site: {{site}}",
      todo: "{{product}} can reach one of them only. Give each site addresses of its own in the mesh.",
    },
    "overlaps-peer": {
      title: "{{name}} and {{other}} both offer {{prefix}}",
      todo: "Only one of them gets the packets. Fine if the second is a spare at the same site; if they are two sites, give each addresses of its own in {{product}}.",
    },
    "routes-not-accepted": {
      title: "This laptop does not use the networks that {{product}} offers ({{prefixes}})",
      todo: "On Linux that has to be switched on: sudo tailscale set --accept-routes",
    },
    "tcp-only": {
      title: "{{product}} gets no UDP out and sends everything through its slow relays",
      todo: "Video will stutter. Ask for outgoing UDP, or take a way over TCP 443 (SSH relay).",
    },
    relayed: {
      title_one: "{{product}} reaches {{count}} computer through a relay: {{names}}",
      title_other: "{{product}} reaches {{count}} computers through relays: {{names}}",
      todo: "Enough for settings and pictures, mostly not for several live streams. An open UDP port at one end makes the path direct.",
    },
  },
  relay: {
    tailscale: "Without a direct path Tailscale relays over its DERP servers (TCP 443): it works, shared and slow.",
    zerotier: "Without a direct path ZeroTier relays over its root servers: it works, and is too slow for live video.",
    netbird:
      "Without a direct path NetBird relays over its relay servers: it works, and shares their speed with others.",
  },
  "open-port":
    "Open UDP {{port}} towards the box at one end, in the router or by UPnP, and {{product}} goes directly for every pair.",
  setup: {
    "not-possible": {
      windows:
        "{{product}} on Windows does not pass packets on to a site's network in a way that lasts. Take a small Linux box.",
      pfsense: "pfSense has no {{product}} in its package manager. Take a small Linux box, or another VPN.",
    },
    account: {
      tailscale: "Use the firm's account at Tailscale, not a person's own.",
      zerotier: "Make a network in ZeroTier's administration (or take the firm's), private, and note its 16-digit ID.",
      netbird: "Use the firm's account at NetBird, or its own NetBird server.",
      "own-tailscale":
        "The firm's own Headscale at {{control}} takes the place of Tailscale's pages. Make the key there, on the server: headscale preauthkeys create, for one use, with the box's tags.",
      "own-zerotier":
        "Make the network at the firm's own controller {{control}}, private. Where it has a planet file of its own, put that file on the box and on every viewer's device before they join.",
      "own-netbird": "Use the firm's own NetBird at {{control}}; its pages are the same as NetBird's.",
    },
    key: {
      tailscale:
        "Make an auth key for this one box: single use, not ephemeral (such boxes are deleted when they are off), with the tags {{tags}}. A reusable key in the wrong hands lets anybody in. Farsite does not keep it.",
      netbird:
        "Make a set-up key for this one box: one-off, not ephemeral (such boxes are deleted when they are off), with a group for site boxes. Farsite does not keep it.",
    },
    install: {
      tailscale: {
        linux: "Install Tailscale on the box with the command below.",
        openwrt: "Install Tailscale on the router with the command below; it needs about 30 MB of free flash.",
        windows: "Install Tailscale from tailscale.com on the PC, which must never sleep.",
        synology: "Install Tailscale from the Package Center, then log in by SSH for the command below.",
        qnap: "Install Tailscale from the App Center, then log in by SSH for the command below.",
        "gl-inet":
          "In the router's pages: Applications › Tailscale. Log in, and switch “Allow Remote Access LAN” on; that offers the site's network.",
        pfsense:
          "System › Package Manager: install Tailscale. Then VPN › Tailscale: the key under Authentication, the routes under Advertised Routes.",
        opnsense:
          "System › Firmware › Plugins: install os-tailscale. Then VPN › Tailscale: the key under Authentication, the routes under Subnets.",
      },
      zerotier: {
        linux: "Install ZeroTier on the box with the command below.",
        openwrt: "Install ZeroTier on the router with the command below.",
        windows: "Install ZeroTier from zerotier.com.",
        synology:
          "DSM 7 has no ZeroTier package: run it as a container (Container Manager, image zerotier/zerotier-synology).",
        qnap: "Install the QNAP package from zerotier.com in the App Center, then log in by SSH for the command below.",
        "gl-inet":
          "In the router's pages: Applications › ZeroTier. Enter the network ID and switch “Allow Remote Access LAN” on.",
        opnsense: "System › Firmware › Plugins: install os-zerotier. Then VPN › ZeroTier: add the network ID.",
      },
      netbird: {
        linux: "Install NetBird on the box with the command below.",
        openwrt: "Install NetBird on the router with the command below.",
        windows: "Install NetBird from netbird.io on the PC, which must never sleep.",
        synology: "Run NetBird as a container (Container Manager, image netbirdio/netbird, host network, NET_ADMIN).",
        qnap: "Run NetBird as a container (Container Station, image netbirdio/netbird, host network, NET_ADMIN).",
        "gl-inet":
          "The router's pages don't have NetBird: install it by SSH (opkg install netbird), then use the command below.",
        opnsense: "System › Firmware › Plugins: install os-netbird. Then VPN › NetBird: enter the set-up key.",
      },
    },
    forwarding: "Let the box pass packets on (IP forwarding), for good.",
    join: {
      tailscale: "Join the tailnet and offer {{routes}}.",
      zerotier: "Join the network, and note the address that the box gets.",
      netbird: "Join with the set-up key.",
    },
    mapped: {
      via: "Another site uses {{own}} too. This one is offered as {{routes}} (4via6): technicians call its devices by those IPv6 addresses or by names such as 192-168-1-9-via-7.",
      box: "Another site uses {{own}} too. The box translates: devices are called by the same last numbers in {{routes}}.",
      "not-here":
        "Another site uses {{own}} too, and this platform can't translate 1:1 by itself. Translate {{own}} to {{routes}} in its firewall (1:1 NAT), or take a small Linux box.",
    },
    "way-back":
      "The devices in {{own}} must find the way back: add a route to ZeroTier's network in the site's router, or switch masquerading on for it on the box.",
    approve: {
      tailscale:
        "On the Machines page, open the box's route settings and approve {{routes}}. With the autoApprovers of the rules below it happens by itself.",
      zerotier:
        "In ZeroTier's administration: authorise the box, then add a managed route for {{routes}} via the box's ZeroTier address.",
      netbird:
        "On the Networks page: add a network with the resource {{routes}} and the box as its routing peer, masquerade on.",
      headscale:
        "On the Headscale server let the box bring {{routes}}: headscale nodes list-routes, then headscale nodes approve-routes with the box's number and these networks.",
    },
    access: {
      tailscale:
        "Put the rules below into Access controls: technicians reach the recorders' ports in {{routes}} and nothing else.",
      zerotier:
        "Put the rules below before the last “accept” of the network's flow rules: only the recorders' ports in {{routes}} are open.",
      netbird:
        "Add a policy: from the technicians' group to the resource {{routes}}, TCP 80, 443, 554, 8000, 37777. Remove the “All” policy.",
    },
    expiry: {
      tagged: "A box with a tag has no key that expires. Check it: the Machines page must say “Expiry disabled”.",
      person:
        "Without a tag the box's key expires after 180 days, and the site is gone without a word. Give it a tag; disabling expiry on a person's machine is the second best.",
    },
    firewall:
      "Nothing has to be opened towards the site. Outgoing UDP to any port makes the path direct; with TCP 443 alone it is relayed.",
    updates: {
      "by-itself": "Let it update itself with the command below.",
      "by-hand": "Write down who updates the box, and when: nobody does it otherwise.",
    },
    prove: {
      tailscale:
        "From a technician's laptop elsewhere: ask for a device in {{routes}}. On Linux switch --accept-routes on first.",
      zerotier: "From a technician's laptop elsewhere: ask for a device in {{routes}}.",
      netbird: "From a technician's laptop elsewhere: ask for a device in {{routes}}.",
    },
    label: {
      access: "Access rules",
      install: "Install",
      forwarding: "Pass packets on",
      join: "Join",
      translate: "Translate addresses",
      firewall: "Firewall",
      updates: "Updates",
    },
  },
};

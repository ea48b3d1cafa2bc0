/** OpenVPN, IPsec and L2TP on the site's own router. */
export const walkRouterVpn = {
  title: {
    kind: "What the router speaks",
    server: "Who is called",
    reach: "Does it come through",
    site: "The site's network",
    files: "Set up both ends",
    proof: "Proof",
    done: "The site is in the VPN",
    undo: "Take it away again",
  },
  lead: {
    kind: "Only for routers that can do nothing newer. Look in the router's pages under VPN.",
    server:
      "Somebody must be called: the firm's server, another one, or the router itself where its line lets people in.",
    reach: "From the site Farsite knocks at the server's ports and goes no further. That tells what the line lets out.",
    "reach-router":
      "The router itself is called from outside. That can't be tried from inside; the proof comes from elsewhere.",
    site: "The server sends to the router what is meant for the site's network. No two sites may have the same.",
    files:
      "Do this in this order. Where capital letters or a file's name stand in place of a key, put in what the server made.",
    proof: "Only a device that answers through the VPN proves that it works.",
    done: "The site is reached by the router's VPN, and devices answered through it.",
    "done-not-proven": "The router's VPN is set up. That the site's devices answer through it is not proven.",
    undo: "The router was set up already. Farsite can't take that back; do it there, or say that it stays.",
  },
  kind: {
    openvpn: "OpenVPN",
    ikev2: "IPsec with IKEv2",
    l2tp: "L2TP over IPsec",
    ikev1: "IPsec with IKEv1",
    "ikev1-aggressive": "IPsec with IKEv1, aggressive mode",
    "l2tp-plain": "L2TP without IPsec",
    pptp: "PPTP",
  },
  "kind-hint": {
    openvpn: "Also over TCP 443, where a line lets no UDP out",
    ikev2: "Fast and in many business routers; needs UDP 500 and 4500",
  },
  server: { other: "Another server", router: "The router itself" },
  "server-hint": {
    other: "It runs OpenVPN or IPsec already, or you set it up",
    router: "Who watches calls the router; only on a line with a public address",
  },
  copy: {
    authority: "On the server, once, as root: certificates",
    certificate: "On the server, as root: this site's key and certificate",
    "server-file": "On the server: {{path}}",
    "server-line": "On the server: one more line in {{path}}",
    profile: "For the router: {{file}}",
    psk: "On the server: makes a key for this site",
  },
  outcome: {
    reached: "Comes through",
    "not-reached": "Does not come through",
    proven: "Proven",
    "not-proven": "Not proven",
    "put-off": "Put off",
  },
  confirm: {
    anyway: "Go on although nobody answered from the site? If the line blocks it, the tunnel will not come up.",
  },
  refused: {
    offline:
      "At the check of {{date, datetime(timeZone: UTC; dateStyle: long)}} this site had no internet, and without it no VPN comes up. Get the line going and check again.",
    "not-told":
      "L2TP is outdated. Look once more whether the router has OpenVPN or IKEv2, and confirm that it has neither.",
    port: "Enter a port from 1 to 65535.",
    host: "Enter the server's name or address, for example vpn.example.com.",
    lan: "That is no site's network. Enter it with its length, for example 192.168.1.0/24.",
    "firm-networks": "Enter the firm's networks with their lengths, for example 10.94.0.0/20; at most eight.",
    "lan-taken":
      "{{name}} has {{lan}} at this server too, and it can't tell them apart. Give this site another network, or take a box with WireGuard that translates.",
    "pool-full": "No address is left in the VPN. Take sites out that are gone.",
  },
  field: {
    kind: "Kind of VPN",
    isTold: "The router has neither OpenVPN nor IKEv2",
    server: "Server",
    host: "Its name or address",
    udpPort: "UDP port",
    tcpPort: "TCP port",
    lan: "The site's network",
    router: "Router",
    firmNetworks: "The firm's networks",
  },
  hint: {
    isTold: "Only needed for L2TP",
    host: "Only for another server or the router itself; a name that follows the address is better than an address",
    tcpPort: "443 comes through nearly everywhere; another one where the server uses 443 already",
    lan: "With its length, for example 192.168.1.0/24",
    router: "Make and model",
    firmNetworks: "From where the site is reached; several with a comma between",
  },
  fact: { server: "Server", ports: "Ports", kind: "Kind of VPN", router: "Router", lan: "The site's network" },
  notice: {
    better:
      "A small box with WireGuard or a mesh VPN beside the router is faster, safer and easier to keep up to date.",
    "not-the-router": "The router itself can't be called on this line.",
    "at-server": "{{lan}} is at this server already: {{names}}. This site needs another network.",
    alike: "{{lan}} is also the network of: {{names}}. They can never be at the same server.",
    "lan-unseen": "No check saw the site's network. Look at a device's network settings: address and mask.",
    unfit: "The values of this walk-through fit into no file. Go back to the site's network.",
    "without-proof": "Not proven: {{reason}}",
    over: "The route is now the router's VPN.",
  },
  do: {
    reach: {
      "at-site": "The laptop must be in the site's network, with nothing else connected.",
      running: "Start the VPN's service on the server first; where it is yet to be set up, go on and come back.",
      firewall: "Let these ports in at the server's firewall.",
      "own-server": "Nothing else may use these ports at the router, and no other box stands before it.",
      update: "Bring the router's firmware up to date: its VPN server will be open to the whole internet.",
    },
    openvpn: {
      backup: "Save the router's settings.",
      authority:
        "On the server install OpenVPN and run the script for the certificates, where it has not been run yet.",
      "server-files":
        "Run the script for this site, save the files where their names say, switch IP forwarding on, then start openvpn-server@farsite-udp and openvpn-server@farsite-tcp.",
      fetch:
        "Fetch ca.crt, tls-crypt.key and, from the folder issued, the site's .crt and .key from the server by SSH.",
      import: "Put their contents into the profile where their names stand, and import it in the router.",
      secret: "Delete the profile from the laptop afterwards: whoever has it is in the VPN.",
    },
    ikev2: {
      backup: "Save the router's settings.",
      psk: "On the server install strongSwan (charon-systemd, strongswan-swanctl) and make a key for this site alone.",
      "server-file": "Save the file with that key in it, readable by root only, then run: swanctl --load-all",
      values: "Type the values into the router: VPN, IPsec, site to site.",
      secret: "Keep the key with the passwords of this site, never in a note.",
    },
    l2tp: {
      backup: "Save the router's settings.",
      server: "The server for L2TP is not set up by Farsite: make a user for this site alone there.",
      values: "Type the values into the router: VPN, L2TP client.",
      secret: "Keep key and password with the passwords of this site, never in a note.",
    },
    router: {
      "server-on": "Save the router's settings, then switch its VPN server on: VPN, server.",
      users: "Make a user with a long password for each person, or a certificate each, and export the profile.",
      "only-site": "Let the VPN lead into the site's network only, not all traffic through the site.",
      "no-admin": "The router's own pages stay shut towards the internet.",
    },
    proof: {
      "by-server": "Farsite asks through the firm's server; this laptop may be anywhere.",
      "by-vpn": "Take the laptop off the site's network and connect it to the VPN.",
      status: "The router's VPN page must show the connection as up.",
    },
    done: {
      label: "Write on the router that its VPN belongs to the firm, with a telephone number.",
      restart: "Restart the router once: the VPN must come back by itself.",
      update: "Agree who updates the router. Old VPN software is what attackers look for.",
    },
    undo: {
      router: "Delete the VPN in the router, or put its saved settings back.",
      server: "On the server delete the site's files, so that its key opens nothing any more.",
      users: "Delete the users, and switch the VPN server off if nobody else uses it.",
    },
  },
  action: {
    next: "Next",
    probe: "Knock at the server",
    anyway: "Go on without",
    "is-set-up": "Both ends are set up",
    finish: "Finish",
    undone: "All of it is taken away",
    left: "It stays there",
  },
};

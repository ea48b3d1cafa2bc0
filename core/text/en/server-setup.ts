/** What to know before the firm's server is set up: `core/server-setup/server-findings.ts`. */
export const serverSetup = {
  service: {
    ssh: "SSH",
    wireguard: "WireGuard",
    frp: "frp",
    media: "the media relay",
    turn: "TURN",
    certificates: "certificates",
    relay: "the SSH relay",
    published: "a published device",
  },
  finding: {
    "no-key": {
      title: "Nobody could log in to the server",
      whatToDo: "Add an SSH key: passwords are off.",
    },
    "no-owner": {
      title: "Nobody has all rights on the server, except at the provider's console",
      whatToDo:
        "Add a person's own account with an SSH key, so that somebody can look after it. Farsite's account can only change tunnels.",
    },
    "port-twice": {
      title: "{{first}} and {{second}} both want {{transport}} {{port}}",
      whatToDo: "Give one of them another port.",
    },
    "relay-range": {
      title: "{{service}} at {{port}} lies in the SSH relay's range {{range}}",
      whatToDo: "Move the port or the range: otherwise a site's tunnel could take it.",
    },
    "relay-range-empty": {
      title: "The SSH relay's range {{range}} has no ports",
      whatToDo: "Give it a first port that is lower than the last.",
    },
    "shared-443": {
      title: "TCP 443 is shared by {{services}}",
      whatToDo:
        "nginx tells them apart by what the caller says first. The server then sees its own address in place of the callers' there, in its log too.",
    },
    "shared-443-names": {
      title: "{{first}} and {{second}} can't be told apart at TCP 443",
      whatToDo: "Give each a name of its own (DNS) that leads to the server.",
    },
    "no-443": {
      title: "Sites that block everything but the web can't reach this server",
      whatToDo: "Let SSH listen at 443 as well, or WireGuard at UDP 443.",
    },
    "own-certificate": {
      title: "The server signs its own certificate",
      whatToDo:
        "Browsers warn at the first visit, and some apps refuse it. Farsite does not set up Let's Encrypt on a server yet.",
    },
    "one-login": {
      title: "go2rtc has one login for all streams of all sites",
      whatToDo: "Take MediaMTX: there each customer has their own login, for their own cameras.",
    },
    "login-in-clear": {
      title: "{{protocol}} carries the login without encryption",
      whatToDo: "Leave it off; WebRTC and HLS are encrypted.",
    },
    "turn-one-user": {
      title: "TURN has one password for everybody",
      whatToDo: "Take a shared secret: then each login ends by itself after some hours.",
    },
    "turn-no-tls": {
      title: "TURN is not reached where sites block UDP",
      whatToDo: "Give it a TLS port, best 443.",
    },
    "inside-address": {
      title: "The server's own network {{address}} lies in the VPN's {{pool}}",
      whatToDo: "Choose another pool: the server would lose its provider's network.",
    },
    "open-to-all": {
      title_one: "One device is open to the whole internet through this server",
      title_other: "{{count}} ports of devices are open to the whole internet through this server",
      whatToDo: "Keep their firmware new. A VPN needs no open port.",
    },
    "program-missing": {
      title: "{{program}} is not in Debian and is not fetched",
      whatToDo:
        "Get it from its project's releases, put it to /usr/local/bin on the server, and restart the server. Until then this part does not run.",
    },
    "too-large": {
      title: "The user data has {{kilobytes}} KB",
      whatToDo:
        "AWS takes 16, Hetzner 32, DigitalOcean and Azure 64. Give it compressed, or copy the files to the server.",
    },
    unwritable: {
      title: "The server's files can't be written: {{what}}",
      whatToDo: "Correct that value.",
    },
  },
};

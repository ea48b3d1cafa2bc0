/** The SSH relay: what is wrong with the way to a server, and what to do. `core/relay/ssh-fault-text.ts`. */
export const relay = {
  fault: {
    "name-not-found":
      "There is no server called {{host}}. Check the spelling, or enter its address instead of its name.",
    "name-unanswered":
      "No name server answered, so {{host}} can't be looked up. Check the laptop's internet, or enter the server's address instead of its name.",
    "no-route": "This laptop has no way to {{host}}. Check the cable or the wireless network, then try again.",
    unreachable:
      "{{host}} does not answer. Check in the provider's console that the server runs and that its firewall lets SSH in; if it does, this site's network blocks the way: let the server listen on port 443 as well.",
    refused: "{{host}} is on, but nothing listens at its SSH port. Check the port, and that SSH runs on the server.",
    "closed-early":
      "{{host}} takes the connection and closes it at once. Either the server has banned this site's address (fail2ban), or a firewall here forbids SSH: wait ten minutes, then try from a telephone's hotspot.",
    "turned-away":
      "{{host}} lets nobody in from here for the moment: there were too many connections or failed log-ins. Wait ten minutes and try again.",
    silent:
      "Something takes the connection to {{host}} and says nothing. That is usually a proxy of this site's network: ask for an exception for the server's address, or try from a telephone's hotspot.",
    "not-ssh-http":
      "At {{host}} a web server answers instead of SSH. Check the port; if it is right, a proxy of this site's network has taken the connection.",
    "not-ssh-tls":
      "At {{host}} an encrypted web server answers instead of SSH. Check the port; if it is right, a proxy of this site's network has taken the connection.",
    "not-ssh-ssh-1": "{{host}} only speaks version 1 of SSH, which is broken. Update the server.",
    "not-ssh-other": "Something else than SSH answers at {{host}}. Check the address and the port.",
    "captive-portal":
      "A log-in page or a filter of this site's network answers in place of {{host}}. Open a browser and log in to the network, or ask for an exception for the server.",
    "no-common-algorithms":
      "{{host}} offers no encryption that is safe today. Update the server; Debian 12 or newer does.",
    "new-host-key":
      "This laptop has not seen {{host}} before. Compare the fingerprint {{fingerprint}} with the one in the provider's console, and accept it only if they are the same.",
    "host-key-changed":
      "{{host}} shows another key than the one that was accepted. Farsite stopped before it logged in. If the server was set up anew, compare the new key on its page (Servers) with the provider's console and accept it there; if nobody did that, somebody may sit in between: do nothing more from this network.",
    "authentication-refused":
      "{{host}} does not know this key. Set the server up again with this laptop's key, or choose the key that it knows.",
    "private-key-unreadable":
      "The private key can't be read. Make a new one, or enter one in OpenSSH's format without a passphrase.",
    stalled:
      "{{host}} greeted and then stopped answering. If that repeats, large packets get lost on the way: try another network, or set the router's MTU to 1400.",
    "broken-off":
      "{{host}} broke the connection off while it was being set up. Try again; if that repeats, look into the server's SSH log.",
    "lost-silence": "{{host}} has not answered for a while. Farsite connects again by itself as soon as it does.",
    "lost-server": "{{host}} closed the connection, as on a restart. Farsite connects again by itself.",
    "lost-network": "This site's network broke the connection to {{host}}. Farsite connects again by itself.",
    stopped: "The connection to {{host}} was stopped here.",
  },
  atPort: {
    "name-not-found": "Port {{port}}: name not found",
    "name-unanswered": "Port {{port}}: no name server answered",
    "no-route": "Port {{port}}: no way there",
    unreachable: "Port {{port}}: no answer",
    refused: "Port {{port}}: refused",
    "closed-early": "Port {{port}}: closed at once",
    "turned-away": "Port {{port}}: turned away by the server",
    silent: "Port {{port}}: connected, no greeting",
    "not-ssh-http": "Port {{port}}: a web server",
    "not-ssh-tls": "Port {{port}}: an encrypted web server",
    "not-ssh-ssh-1": "Port {{port}}: SSH version 1",
    "not-ssh-other": "Port {{port}}: not SSH",
    "captive-portal": "Port {{port}}: log-in page or filter",
    "no-common-algorithms": "Port {{port}}: no safe encryption",
    "new-host-key": "Port {{port}}: key not accepted yet",
    "host-key-changed": "Port {{port}}: another key than accepted",
    "authentication-refused": "Port {{port}}: key refused",
    "private-key-unreadable": "Port {{port}}: not tried",
    stalled: "Port {{port}}: greeted, then silent",
    "broken-off": "Port {{port}}: broken off",
    "lost-silence": "Port {{port}}: no longer answered",
    "lost-server": "Port {{port}}: closed by the server",
    "lost-network": "Port {{port}}: broken by the network",
    stopped: "Port {{port}}: stopped",
  },
  detail: {
    fingerprint: "Fingerprint: {{fingerprint}}",
    keyType: "Kind of key: {{type}}",
    location: "Sends browsers to: {{location}}",
    said: "The other end said: {{said}}",
  },
  port: {
    "not-permitted":
      "The server does not let this key use port {{port}}. Write the site's key to the server again, with all its ports.",
    "forwarding-off":
      "The server passes nothing on for this key. Set the server up again with Farsite: its SSH settings forbid tunnels.",
    taken:
      "Port {{port}} of the server is in use: by this site's box or another tunnel. Stop that one, or choose another port.",
    refused:
      "The server does not listen at port {{port}} and does not say why. Choose another port, or look into its SSH log.",
    lost: "The connection broke before the server answered for port {{port}}.",
  },
  device: {
    refused: "{{address}} refuses connections to port {{port}}. Check that the service is switched on in the device.",
    silent: "{{address}} does not answer at port {{port}}. Check that the device is on and has this address.",
  },
};

/** The walk-through that takes one of two routers out of the way: `core/walk/double-nat.ts`. */
export const doubleNat = {
  title: {
    boxes: "Whose boxes",
    way: "Which way",
    risk: "Risk",
    change: "Change the boxes",
    check: "Check the line",
    done: "Done",
    "undo-by-hand": "Put it back",
  },
  action: {
    next: "Next",
    accept: "Accept this risk",
    changed: "It is changed: check the line",
    "changed-no-check": "It is done",
    check: "Check the line again",
    restored: "It is as it was",
    leave: { way: "Leave it as it is and go back", abandoned: "Leave it as it is and stop" },
  },
  field: {
    way: "What is to be done",
    acceptedBy: "Accepted by",
    role: "Role",
    reason: "Reason",
  },
  fact: {
    router: "Router",
    "inner-wan": "Its address towards the outer box",
    outer: "Outer box {{number}}",
  },
  box: {
    installer: "{{name}}, {{address}}: ours",
    customer: "{{name}}, {{address}}: the customer's",
    carrier: "{{name}}, {{address}}: the provider's",
    unknown: "{{name}}, {{address}}: not known whose",
    nobody: "{{name}}, {{address}}",
  },
  boxes: {
    lead: "Two boxes on site translate one after the other. What comes from outside ends at the outer one. One of them has to stop, or both have to pass it on.",
    why: "What this rests on",
  },
  way: {
    lead: "The best first. Each can be put back.",
    bridge: {
      name: "The outer box only passes through (bridge mode)",
      hint: "The router gets the public address. Cleanest; the outer box loses its Wi-Fi and network sockets.",
      "not-here": "This box cannot be made a plain modem, as far as is known.",
    },
    "access-point": {
      name: "The inner router becomes an access point",
      hint: "The outer box does everything. Devices get new addresses; those set by hand have to be changed.",
    },
    both: {
      name: "Both stay, and the port is forwarded in both",
      hint: "Nothing else changes. Two places to look after, and both addresses must never change.",
    },
    "exposed-host": {
      name: "The outer box hands everything to the inner one (exposed host, DMZ)",
      hint: "For outer boxes without bridge mode. The inner router stands open to the internet and protects alone.",
    },
  },
  risk: {
    title: "The inner router gets everything that comes from the internet",
    whatToDo:
      "Only if it is a real router with its firewall on, current firmware and no access from outside to its own pages. Never point it at a recorder or computer.",
  },
  warn: {
    telephony: "Telephone and television of the provider may depend on the outer box: try both afterwards.",
    "wifi-off": "The outer box's Wi-Fi and sockets usually stop working: who uses them?",
    "login-moves":
      "The router may need the provider's login (PPPoE) or VLAN number now: have both at hand before you start.",
    "addresses-change":
      "All devices get addresses from the outer box. Recorders and cameras with an address set by hand have to be changed.",
    "inner-firewall": "The inner router's firewall is the only one now.",
    "providers-box":
      "The box belongs to the provider: some settings may be locked, or be put back by an update. Ask before you change it.",
    whose: "Whose box this is was not told for certain. Ask the customer before you change it.",
    several: "{{count}} boxes outside of the router translate. Begin with the one next to it, then check again.",
  },
  do: {
    bridge: { login: "Write down the login and VLAN number of the provider, if the line has them." },
    "access-point": {
      backup: "Save the inner router's settings as a file, and keep it below.",
      mode: "Set the inner router to “access point” mode. Without such a mode: switch off its DHCP, and give it a free address of the outer box's network ({{address}}).",
      cable: "Without such a mode, plug the cable to the outer box into one of its LAN sockets instead of WAN.",
      addresses: "Restart all devices, so that they get new addresses.",
      recorder:
        "Give recorder and cameras with an address set by hand one of the new network, with {{address}} as gateway.",
    },
    both: {
      reserve: "Reserve {{innerWan}} for the inner router in the outer box, so that it never changes.",
      walk: "Then begin the walk-through “Port forward”: it leads through both boxes.",
    },
    "exposed-host": {
      reserve: "Reserve {{innerWan}} for the inner router in the outer box ({{address}}), so that it never changes.",
      setting: "In the outer box, enter {{innerWan}} as “exposed host” or “DMZ”.",
      firewall: "In the inner router: firewall on, access to its own pages from outside off, UPnP off.",
      walk: "Then begin the walk-through “Port forward”: for the outer box say that it is entered.",
    },
  },
  check: {
    lead: "Only a check shows whether the second translation is gone.",
  },
  still: {
    "double-nat": "Two boxes still translate.",
    nat64: "The line has IPv6 only now. Put it back, or ask the provider.",
    offline: "Nothing outside answers: the line is down, or the router does not have the provider's login yet.",
    unknown: "What the line is could not be told. Look at the result of the check.",
  },
  cause: {
    "not-restarted": "Have both boxes been restarted, the outer one first? It may take some minutes.",
    "wrong-socket": "Is the router plugged into the right socket? In bridge mode often only one works.",
    "not-saved": "Does the outer box still show the new setting? Some need it confirmed by the provider.",
    "third-box": "Is there a third box, like a modem of the provider or a mesh station that routes?",
  },
  done: {
    public: "Done: the router has the public address. A forward works now.",
    cgnat:
      "The second router is gone, and now it shows: the provider translates (CGNAT). A forward still leads nowhere; ask for a public address, or take a VPN or relay.",
    "shared-address": "The second router is gone. The line shares its public address: only some ports are its own.",
    firewalled:
      "The second router is gone, and something still blocks what comes from outside. Look at the result of the check.",
    both: "Both boxes stay. The port is opened in both by the walk-through “Port forward”, which also proves it.",
    "exposed-host": "The outer box hands everything on. Whether it works only the proof of a forward shows.",
    "test-all": "Try Wi-Fi, telephone, television and the recorder before you leave.",
    "next-forward": "Go on with the walk-through “Port forward”.",
  },
  undo: {
    lead: "What was changed in the boxes only you can put back.",
    bridge: "Switch bridge mode off in the outer box, and let the router get its address from it again.",
    "access-point": "Set the inner router back to “router” mode, and its cable to the WAN socket.",
    backup: "Or restore the settings from the file that you saved.",
  },
  begin: {
    "not-checked": "Check this site first: whether two routers translate is not known.",
    public: "Nothing to fix: the router has the public address itself.",
    cgnat:
      "It is not a second router on site: the provider translates (CGNAT). Nobody here can change that; ask for a public address.",
    "shared-address":
      "It is not a second router on site: the provider shares the address among customers. Ask for a public address.",
    nat64: "It is not a second router on site: the line has IPv6 only, and the provider translates.",
    firewalled:
      "Nothing to fix: the router has the public address itself. Something else blocks what comes from outside.",
    offline: "Nothing outside answered at the last check. Get the line to work first, then check again.",
    unknown:
      "Whether two routers translate could not be told. Do the one test that the result of the check names, then check again.",
  },
  refused: {
    way: "Choose what is to be done.",
  },
};

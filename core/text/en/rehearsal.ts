/** The rehearsal of a direct connection: what was measured, what it means, what to do (docs/rehearsal.md). */
export const rehearsal = {
  outcome: {
    direct: "Direct",
    relayed: "Relayed",
    none: "No way found",
    "udp-blocked": "UDP is blocked",
  },
  /** The outcome as the one sentence that matters. */
  answer: {
    direct: "It will be direct.",
    relayed: "It goes through a relay.",
    none: "No way was found between the two.",
    "udp-blocked": "UDP is blocked, so nothing direct is possible.",
    "same-network": "Direct, but both laptops are in the same network: that proves nothing.",
  },
  progress: {
    looking: "Looking at the network here …",
    colleague: "Waiting for the colleague …",
    text: "Waiting for the text of the other screen …",
    begin: "Waiting until your text is put in on the other screen …",
    meeting: "The two laptops tell each other where they can be reached …",
    checking: "Both laptops try all ways …",
    "checking-relay": "Both laptops try all ways, the relay as well …",
    measuring: "A way was found. Measuring it …",
    blocked: "No server outside answers over UDP.",
  },
  why: {
    "same-network":
      "Both laptops are in the same network, so this says nothing about the way over the internet. Put one of them elsewhere, for example on mobile data.",
    "mapped-here":
      "The router here opened a port when it was asked ({{address}}, port {{port}}), and the other side came in there.",
    "mapped-there":
      "The other side's router opened a port when it was asked ({{address}}, port {{port}}), and we came in there.",
    "forwarded-here": "The forward that you named ({{address}}, port {{port}}) let the other side in.",
    "forwarded-there": "The forward that the other side named ({{address}}, port {{port}}) let us in.",
    ipv6: "Over IPv6: nobody translates the addresses, and both firewalls opened once both sides had written.",
    "public-here": "This laptop has a public address of its own ({{address}}).",
    "public-there": "The other laptop has a public address of its own ({{address}}).",
    learned:
      "One router took another outside port than the one its server had seen. The other side let the packets in all the same and learned the port from them.",
    punched:
      "Both sides wrote to the address and port that a server outside had seen of the other one, and both routers took the answers for replies.",
    relayed: "No packet came through directly, so everything goes through the relay (TURN).",
    "relayed-unexpected":
      "Everything goes through the relay (TURN), although both routers should have allowed a direct path. Something drops the packets on the way: a firewall on one of the laptops, a filter in a router or at the carrier.",
    none: "No packet came through directly, and there is no relay (TURN) to fall back on.",
    "none-with-relay":
      "No packet came through, not even by the relay (TURN). Its server may forbid the other side's address, or answer too late.",
    "unasked-here":
      "No server outside could be asked here (none is set, or its name was not found), so the other side had nowhere to write to. Look at the servers in the settings and try again.",
    "unasked-there":
      "The other side had no server outside to ask (none is set, or its name was not found), so we had nowhere to write to. Look at the servers in its settings and try again.",
    "unasked-both":
      "Neither side had a server outside to ask (none is set, or its name was not found), so neither knew where to write. Look at the servers in the settings and try again.",
    "blocked-here":
      "The network here lets no UDP out: no server outside answered over UDP. What works here must go over TCP, best on port 443.",
    "blocked-there": "The other side's network lets no UDP out. What works there must go over TCP, best on port 443.",
    "blocked-both": "Neither network lets UDP out. What works there must go over TCP, best on port 443.",
  },
  candidate: {
    host: "An address of this network: only who is in the same network can use it.",
    "host-public": "A public address of the laptop's own: nobody translates it, and a firewall decides who gets in.",
    reflexive: "As a server outside sees it: the router's address, and the port it took for us.",
    mapped: "A port that the router opened when Farsite asked it.",
    forwarded: "The forward that was typed in.",
    relayed: "A port of the firm's relay (TURN): works wherever UDP gets out, and every byte goes through that server.",
  },
  trouble: {
    "not-installed":
      "This rehearsal needs a part that is not there for this computer ({{platform}}): {{detail}}. Everything else works without it.",
    "no-vantage":
      "There is no test server outside to meet at. Set one up in the settings, or exchange the texts by hand.",
    "vantage-failed": "The test server outside can't be asked: {{detail}}.",
    "vantage-old": "The test server outside is too old for this. Update it, or exchange the texts by hand.",
    "no-room": "Nobody waits under this code. Compare it with the other screen; it is good for ten minutes.",
    taken: "Somebody else has joined under this code already. Begin again with a new one.",
    full: "Too many rehearsals are under way at the test server. Try again in a few minutes.",
    left: "The other side ended the rehearsal.",
    nobody: "Nobody came within ten minutes. Begin again with a new code.",
    "in-between":
      "What came is not from who holds the other screen. Begin again with a new code; if it happens again, do not use this test server.",
    "not-a-code": "That is no code: eight letters, as the other screen shows them.",
    "not-a-signal": "That is not the text of the other screen: {{detail}}. Copy all of it, from FR1 to the end.",
    "own-signal": "That is the text of this screen. Put in the one of the other screen.",
    "no-answer": "No answer was put in within ten minutes. Begin again.",
    "port-taken":
      "Port {{port}} of this laptop is in use by another program. End that program, or forward to another port.",
    failed: "The rehearsal failed: {{detail}}.",
  },
  prediction: {
    "udp-blocked": "One side's network lets no UDP out. Direct paths need UDP, so everything will be relayed over TCP.",
    "port-open": "Direct: one side has an open port, and the other one only has to write to it.",
    ipv6: "Direct, over IPv6: nobody translates addresses there, and both firewalls open to whom they have written.",
    "both-easy":
      "Direct: both routers use the same outside port for everybody, so each side can be told where to write.",
    "easy-lets-in":
      "Direct: one router changes its outside port for every destination, but the other one lets in everything from an address it has written to.",
    "hard-lets-in":
      "Perhaps direct: one router changes its outside port for every destination, but it lets strangers in at the port that is known. Whether that is enough differs from router to router.",
    "one-hard":
      "Relayed: one router opens another outside port for every destination, and the other one lets in only the exact port it has written to. Neither side can know where to write.",
    "both-hard":
      "Relayed: both routers open another outside port for every destination, so neither side can know where to write.",
    "not-measured": "Not known: how one of the routers translates has not been measured.",
    "guessing-one":
      "The right port could be guessed: with 256 sockets on one side and 100 tries a second on the other, half the time within 2 seconds, nearly always within 20. Do not count on it: mesh VPNs and WebRTC usually relay such pairs, and small routers give in under so many ports.",
    "guessing-both":
      "Guessing does not help here: both ports have to be met at once, which takes some 9 minutes at 100 tries a second for even odds. Mesh VPNs relay such pairs.",
    "what-changes-it":
      "An open port on one side (PCP, NAT-PMP, UPnP or a forward) or IPv6 on both makes it direct, whatever the routers do otherwise. Mesh VPNs use both by themselves.",
  },
};

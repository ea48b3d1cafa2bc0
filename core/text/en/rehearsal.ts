/** The rehearsal of a direct connection: what was measured, what it means, what to do (docs/rehearsal.md). */
export const rehearsal = {
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

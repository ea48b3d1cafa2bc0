/** What a handshake with a WireGuard hub came to, and what to do (docs/protocols/wireguard.md). */
export const wireGuard = {
  title: {
    answers: "The hub answers",
    "answers-on-other-port": "The hub answers on UDP port {{port}}, not on {{wished}}",
    "clock-behind": "This computer's clock is behind: the hub drops what it sends",
    "preshared-key-differs": "The pre-shared key is not the same at both ends",
    "hub-busy": "The hub is under load and did not finish the handshake",
    "nothing-listens": "Nothing listens on the hub's WireGuard port",
    "not-wireguard": "Something else than WireGuard answers there",
    "silent-hub-reachable": "UDP reaches the hub, and WireGuard stays silent",
    "port-blocked-or-key": "The hub is up; its WireGuard port stays silent",
    "udp-blocked": "UDP does not get out of this network",
    "hub-unreachable": "The hub does not answer at all",
    silent: "WireGuard stays silent; why can't be told",
    "name-unknown": "The name {{host}} does not exist",
    "names-unanswered": "No name server answers for {{host}}",
    "nothing-answers": "Nothing on the internet answers",
    "no-route": "This computer has no way to the internet",
  },
  meaning: {
    answers:
      "A full handshake was made in {{rtt}} ms: UDP gets through, and both ends have the right keys. The hub at {{address}}, port {{port}}, is the one whose public key is in this plan.",
    "answers-on-other-port":
      "A full handshake was made on port {{port}} in {{rtt}} ms, so keys and hub are right. Port {{wished}} is not answered: a firewall on the way lets it not through, or the hub does not listen there.",
    "clock-behind":
      "The hub was silent to handshakes with this computer's time and answered at once to one with the right time. WireGuard never believes a time that is earlier than the last one it saw.",
    "preshared-key-differs":
      "The hub knows this public key and answers, so both key pairs are right. Its answer can't be opened with the pre-shared key given here.",
    "hub-busy":
      "The hub has the right public key and sent a cookie, which a loaded server does, and then said nothing. It is overloaded, or it does not know the public key of this computer.",
    "nothing-listens":
      "The port was refused at once. WireGuard does not run there, it runs on another port, or a firewall refuses the port.",
    "not-wireguard": "Something on that port answers, and not as WireGuard does.",
    "silent-hub-reachable":
      "The hub's own test server on the same address answers over UDP. WireGuard answers nobody whose key it does not know, so most likely a key is wrong; or its port is not open in the hub's firewall.",
    "port-blocked-or-key":
      "UDP works from here, and the hub's address answers otherwise. Either this UDP port is blocked on the way or at the hub, or a key is wrong: WireGuard is silent in both cases.",
    "udp-blocked":
      "Connections by TCP get through, and not one of the UDP servers that were asked answers. WireGuard needs UDP.",
    "hub-unreachable":
      "Other servers answer from here; the hub answers neither to WireGuard nor to anything else that was tried.",
    silent: "The hub's WireGuard port is silent, and too little else could be compared to say why.",
    "name-unknown": "The name server says that there is no such name, or that it has no address.",
    "names-unanswered": "Other servers answer from here, but nobody tells the hub's address.",
    "nothing-answers": "Neither the hub nor any of the servers to compare with was heard, by UDP or TCP.",
    "no-route": "The system knows no way to any of the addresses that were tried.",
  },
  next: {
    answers: "Nothing: WireGuard will work here.",
    "answers-on-other-port": "Use port {{port}} as the endpoint of this site, or have port {{wished}} opened.",
    "clock-behind": "Set this computer's clock, and check the gateway's: with a wrong clock it won't connect either.",
    "preshared-key-differs": "Copy the pre-shared key anew to both ends, or leave it out at both.",
    "hub-busy":
      "Try again in a minute. If it stays so, check on the hub that a peer with this public key exists: {{own}}",
    "nothing-listens": "On the hub: “systemctl status wg-quick@wg0” and “wg show”; look at the port it says.",
    "not-wireguard": "Check address and port, and what else runs on that port of the hub.",
    "silent-hub-reachable":
      "On the hub, “wg show” must list the public key {{server}} as its own and a peer {{own}}. If both are right, check that its firewall lets UDP in to the port, and that no computer with a clock that is ahead used this key.",
    "port-blocked-or-key":
      "First compare the keys with “wg show” on the hub: its own is {{server}}, and there must be a peer {{own}}. Then try port 443, and the hub's firewall (also the one in the provider's console).",
    "udp-blocked":
      "Ask for UDP to be let out to the hub, or take a way that needs none: SSH, or OpenVPN by TCP, on port 443.",
    "hub-unreachable": "See in the provider's console whether the server runs and has this address: {{address}}",
    silent: "Give the probe something to compare with: a TCP port of the hub, and a STUN server.",
    "name-unknown": "Check how the name is written, and the entry at the domain's provider.",
    "names-unanswered": "Use the hub's address instead of its name, or another name server.",
    "nothing-answers": "Check the site's line first: run the site check.",
    "no-route": "Plug in the cable or join the site's Wi-Fi, then run the site check.",
  },
  note: {
    "moved-endpoint":
      "The probe spoke with the site's own key: the hub sends the site's traffic to this computer until the gateway itself is heard. Start the gateway now, and probe with the probe key from then on.",
    "clock-ahead_one":
      "This computer's clock is about {{count}} minute ahead. The probe used the right time. WireGuard on this computer would not, and after it the hub believes no earlier time for that key: set the clock.",
    "clock-ahead_other":
      "This computer's clock is about {{count}} minutes ahead. The probe used the right time. WireGuard on this computer would not, and after it the hub believes no earlier time for that key: set the clock.",
    "clock-unknown":
      "Nobody knows whether this computer's clock is right. If it is ahead, the hub won't believe the gateway until the same time has passed.",
    "clock-behind_one":
      "This computer's clock is about {{count}} minute behind. Set it: a hub drops what bears an earlier time than it has seen, and says nothing.",
    "clock-behind_other":
      "This computer's clock is about {{count}} minutes behind. Set it: a hub drops what bears an earlier time than it has seen, and says nothing.",
    "one-family":
      "The hub has an IPv4 and an IPv6 address, and only one of them answers. Give the gateway that address instead of the name.",
    "other-ports-silent": "Not answered here: UDP port {{silent}}.",
    "under-load": "The hub asked for a cookie first: it is under load, or somebody floods it.",
    "hub-silent-too": "The hub did not answer by TCP either; whether it runs can't be seen from here.",
    "refused-nearby": "The refusal came much sooner than the hub could answer: a firewall nearby refuses the port.",
  },
};

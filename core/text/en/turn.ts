/** Tests of a firm's TURN server, and how far its servers are (docs/protocols/turn.md). */
export const turn = {
  way: {
    relays: "{{way}}: works. It gave {{relayed}}, and what was sent through it came back. Round trip {{rtt}} ms.",
    given: "{{way}}: the server gave {{relayed}}, but nothing that was sent through it came back.",
  },
  fault: {
    "name-unknown": "{{way}}: the server's name leads nowhere. Check the spelling and the DNS entry.",
    silent:
      "{{way}}: no answer. Either this site's network blocks it, or the server does not run or is shut off by its own firewall.",
    refused: "{{way}}: the server refuses it. Nothing listens on this port.",
    unreachable: "{{way}}: there is no way to the server from here.",
    closed: "{{way}}: the connection broke off in the middle. A firewall on the way may cut it.",
    "not-tls": "{{way}}: this port does not speak TLS. Check the port, and that coturn has “cert” and “pkey”.",
    "not-turn": "{{way}}: something else than a TURN server answers there.",
    "stun-only": "{{way}}: the server answers STUN and gives no relay addresses. Is coturn set to “stun-only”?",
    "wrong-login":
      "{{way}}: the server refuses user name, password or shared secret. Compare them with coturn's settings.",
    "expired-login": "{{way}}: this login has run out: the user name holds the time of its end. Have a new one made.",
    forbidden: "{{way}}: the server forbids it (“{{reason}}”). Check coturn's “denied-peer-ip” and “allowed-peer-ip”.",
    mismatch: "{{way}}: the server still holds an older session of this connection. Wait ten minutes and test again.",
    "no-udp-relay":
      "{{way}}: the server relays no UDP, which video calls and vendor clouds need. Check coturn's “no-udp-relay”.",
    quota:
      "{{way}}: this user has all the sessions that the server allows. Raise coturn's “user-quota” or “total-quota”, or end sessions.",
    full: "{{way}}: the server has no relay port left. Widen “min-port” to “max-port” in coturn's settings.",
    "other-server": "{{way}}: the server sends its clients on to {{server}}. Test that one.",
    tampered:
      "{{way}}: the answers are not the server's own, or somebody changed them on the way. Don't use this connection.",
    error: "{{way}}: the server refused with code {{code}} (“{{reason}}”).",
  },
  certificate: {
    expired: "{{way}}: the server's certificate ran out on {{validTo}}. Browsers and apps refuse it; renew it.",
    "not-yet-valid":
      "{{way}}: the server's certificate is not valid yet. Check this laptop's clock first, then the certificate.",
    "wrong-name":
      "{{way}}: the server's certificate is made out to another name ({{names}}). Browsers and apps refuse it.",
    "self-signed":
      "{{way}}: the server made its certificate itself. Browsers and apps refuse it; get one from a public authority.",
    untrusted:
      "{{way}}: the server's certificate comes from nobody that browsers trust, or the certificate in between is missing in “cert”. Browsers and apps refuse it.",
  },
  overall: {
    all: "Viewers and vendor clouds can fall back on {{host}} from this site: it relays over {{ways}}.",
    "udp-only":
      "{{host}} relays over {{ways}}. Where a site blocks UDP nothing is left to fall back on: offer TLS on port 443 as well.",
    "udp-blocked":
      "UDP does not get out here. {{host}} still relays over {{ways}}, so video gets through, with a little more delay.",
    "streams-only":
      "{{host}} relays over {{ways}} and not over UDP. Video gets through, with more delay than it needs.",
    given: "{{host}} answers and gives addresses over {{ways}}, but nothing came through it. Don't count on it yet.",
    "not-outside":
      "{{host}} hands out addresses that nobody outside can reach. No viewer gets through it until that is put right.",
    untrusted:
      "{{host}} relays, but its certificate is wrong, so browsers and apps refuse it. Nothing can fall back on it.",
    "wrong-login": "{{host}} answers and refuses the login. Nothing can fall back on it with this one.",
    "expired-login": "{{host}} answers, and this login has run out.",
    silent: "{{host}} can't be reached from here in any way, so nothing can fall back on it.",
    nothing: "{{host}} answers, but relays nothing. The lines below say why.",
  },
  finding: {
    "open-to-all":
      "The server relays for everybody without a login. Strangers will use it and you pay for it: switch on “lt-cred-mech” or “use-auth-secret”.",
    clock:
      "The server takes a login for years and refuses one for an hour: this laptop's clock or the server's is wrong. Set both by NTP, or logins will fail now and then.",
    "external-ip-missing":
      "The server hands out {{relayed}}, an address of its own network, though it is reached at {{address}}. Set “external-ip={{address}}/{{relayed}}” in coturn's settings.",
    "external-ip-wrong":
      "The server hands out {{relayed}}, is reached at {{address}}, and what is sent to {{relayed}} does not arrive. Check “external-ip” in coturn's settings.",
    "relay-ports-closed":
      "Inside the server relaying works, but what this laptop sends to {{relayed}} does not arrive. Most likely the server's firewall keeps the relay ports shut: open UDP 49152-65535 (or coturn's “min-port” to “max-port”).",
    "quota-small": "The server allows this user one session at a time. A call has two ends: raise “user-quota”.",
    "peers-forbidden": "The server does not relay to this site's public address. Check coturn's “denied-peer-ip”.",
    "not-freed":
      "The server did not confirm that the test's addresses were given back. It forgets them by itself within ten minutes.",
    "no-443":
      "None of these is TCP or TLS on port 443. Sites that let out nothing else can't use the server; add it where you can.",
  },
};

/** How far servers are from a site. */
export const serverDistance = {
  nearest: "{{name}} is nearest from here: {{rtt}} ms there and back.",
  equal: "{{names}} are equally near to this site (about {{rtt}} ms). Choose by price or by where your customers are.",
  only: "Only {{name}} answered: {{rtt}} ms there and back.",
  none: "None of the servers answered from this site.",
  lossy:
    "{{name}} is nearest ({{rtt}} ms), but only {{answered}} of {{tried}} connections succeeded. Look at the line before you rely on it.",
};

/** What a recorder answers through a finished tunnel or relay (docs/proof.md). */
export const through = {
  "relay-itself":
    "“{{says}}” answers, and a relay answers so even when nobody is behind it. Test once more from the site's own network, where Farsite can compare it with the device, or look at a picture in a player.",
  trouble: {
    "no-way": "The path can't be opened: the tunnel is down, or nothing listens at its end.",
    "no-way-in-time": "The path did not open in time. The tunnel is down, or the line is very slow.",
    silent: "The path opens and nobody answers through it. Is the device on, and is this its port?",
    closed: "The path opens and is cut before the device answers.",
    "no-rtsp": "Something answers, but not in RTSP. Check which port of the device the path leads to.",
    stranger: "Something else than this device answers (“{{says}}”). Check where the path leads to.",
    "wrong-login": "The device answers and refuses user name or password for its stream.",
    stalled: "The device answers small questions, and then nothing more comes. The tunnel or the line broke off.",
    "comes-and-goes":
      "The path comes and goes: now the device answers, a moment later it does not. Look at the line first (cable, Wi-Fi, mobile signal, router that restarts), then at whether two devices use the same key.",
    "mtu-describe":
      "Small questions are answered and the longer description of the stream never comes, again and again. Most likely full-sized packets are lost on the way: set the tunnel's MTU lower (WireGuard: 1280, to begin with) and test again.",
    "mtu-stream":
      "The device answers and starts its stream, but no picture ever comes. Most likely full-sized packets are lost on the way: set the tunnel's MTU lower (WireGuard: 1280, to begin with) and test again.",
    "mtu-page":
      "Short answers come and the page itself never does. Most likely full-sized packets are lost on the way: set the tunnel's MTU lower (WireGuard: 1280, to begin with) and test again.",
    "mtu-tls":
      "The connection stands, but the device's certificate never comes, though it shows one inside. Most likely full-sized packets are lost on the way: set the tunnel's MTU lower (WireGuard: 1280, to begin with) and test again.",
  },
  stream: {
    enough:
      "The path carries the stream: {{mbps, number}} Mbit/s for {{seconds, number}} s, as much as the {{wanted, number}} Mbit/s wanted.",
    smaller:
      "The stream came through at its full {{mbps, number}} Mbit/s for {{seconds, number}} s. Whether {{wanted, number}} Mbit/s fit as well was not shown, since the device sent no more.",
    measured:
      "The stream came through: {{mbps, number}} Mbit/s for {{seconds, number}} s. Enter in the survey how many streams are wanted at the same time; then the test tells whether they fit.",
    "broken-off":
      "The stream stood still for {{gap, number}} s: the line or the tunnel comes and goes. Look at the line first (cable, Wi-Fi, mobile signal), then test again.",
    "too-slow":
      "The path is too slow for this stream: after {{seconds, number}} s the picture was {{behind, number}} s behind. It carried {{mbps, number}} Mbit/s; choose a smaller stream.",
    lossy:
      "The stream came with gaps: {{lost}} packets were missing in {{seconds, number}} s, at {{mbps, number}} Mbit/s. The device could not get rid of it fast enough.",
    "not-played":
      "The device describes its stream. It was not played, since no login was chosen, so how much the path carries was not measured.",
    "needs-login": "The device answers. Its stream needs a login, so how much the path carries was not measured.",
    "no-such-path": "The device answers, but has no stream under this path, so nothing was measured.",
    refused: "The device answers and refuses its stream (code {{code}}), so nothing was measured.",
    "nothing-to-play": "The device answers and offers nothing to play under this path, so nothing was measured.",
    "no-interleaving": "The device answers, but sends no stream through the same connection, so nothing was measured.",
    "hung-up": "The device answers and hangs up after each answer, so nothing more was measured.",
  },
  /** Several at the same time. */
  together: {
    enough:
      "The path carries what is wanted: {{copies}} streams at the same time came to {{mbps, number}} Mbit/s for {{seconds, number}} s, and {{wanted, number}} Mbit/s are wanted.",
    smaller:
      "{{copies}} streams at the same time came through in full, {{mbps, number}} Mbit/s for {{seconds, number}} s. Whether {{wanted, number}} Mbit/s fit as well was not shown, since the device sent no more.",
    "too-slow":
      "One stream fits; {{copies}} at the same time don't: after {{seconds, number}} s the picture was {{behind, number}} s behind. The path carried {{mbps, number}} Mbit/s, and {{wanted, number}} are wanted; take smaller streams, or fewer at the same time.",
    lossy:
      "One stream fits; {{copies}} at the same time came with gaps: {{lost}} packets were missing in {{seconds, number}} s, at {{mbps, number}} Mbit/s. {{wanted, number}} are wanted; take smaller streams, or fewer at the same time.",
  },
  reconnect: {
    back: "Cut on purpose, the path was back after {{seconds, number}} s by itself.",
    gone: "Cut on purpose, the path did not come back within {{seconds, number}} s. Check that its agent starts again by itself.",
    "not-there": "The device did not answer through the path, so there was nothing to cut.",
  },
};

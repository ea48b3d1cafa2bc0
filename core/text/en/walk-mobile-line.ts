/** A mobile-data line, thought through and tried before it is bought. */
export const walkMobileLine = {
  title: {
    needs: "What it has to carry",
    coverage: "Coverage at the recorder",
    carrier: "Which network",
    plan: "Which SIM",
    trial: "Try a SIM first",
    return: "Back to the customer's network",
    "fit-out": "Antenna, power, data alarm",
    done: "What follows",
  },
  lead: {
    needs: "How much goes out over the mobile line decides the data plan. Recording stays on site and costs nothing.",
    coverage: "Measure where the router will stand, not outside the door: a wall or a cabinet can cost the connection.",
    carrier: "Whose mobile network it is to be: the one that measured best, or the customer's own.",
    plan: "An ordinary SIM lets nothing in from outside. Decide what the line is for, and then which SIM that takes.",
    trial:
      "Before a contract is signed: one prepaid or trial SIM of the same kind tells what this network really gives. Farsite checks the line through it.",
    return:
      "The last check was made through the trial SIM. Check the site's own line once more, so that everything else here speaks of that one again.",
    "fit-out": "A mobile line is as good as its antenna, its power and somebody who hears when the data runs out.",
  },
  "lead-done": {
    "whole-site": "The mobile line carries the whole site.",
    tunnel: "The mobile line carries only the tunnel; everything else stays on the line that is there.",
  },
  refused: {
    elsewhere: "Measure at the recorder's place and say so: anywhere else the figures do not count.",
    strength: "That is no signal strength. RSRP is a number between -30 and -160 dBm, for example -95.",
    "not-on-line":
      "Connect the laptop to the trial line first and to nothing else, and say so: otherwise the check would judge another line.",
  },
  volume: "{{gb, number}} GB a month",
  upload: "{{mbps, number}} Mbit/s upload should be measured",
  "sold-as": "This carrier calls it “{{name}}”",
  "in-book_one": "{{count}} mobile network",
  "in-book_other": "{{count}} mobile networks",
  outcome: { needs: "{{gb, number}} GB a month" },
  coverage: { good: "Good", poor: "Poor", none: "None", unknown: "Not measured" },
  "coverage-means": {
    good: "Coverage at the recorder's place is good enough for this.",
    poor: "Coverage at the recorder's place is weak or too slow for this. Plan an outdoor antenna, try another network, or send smaller pictures (sub-stream).",
    none: "Nothing went through at the recorder's place. Without an antenna outdoors, or another network, there will be no line.",
    unknown: "Coverage was not measured. Whatever follows is built on sand until it is.",
  },
  policy: {
    yes: "This network shares addresses among its customers.",
    no: "By the book this network gives out public addresses. Try it before you rely on it.",
    some: "This network shares addresses with some of its tariffs.",
    unknown: "Whether this network shares addresses is not known.",
  },
  use: {
    "whole-site": "The whole site: the mobile router becomes the way to the internet",
    tunnel: "Only the tunnel: the VPN or relay goes by mobile, everything else stays",
  },
  "use-hint": {
    "whole-site": "Where there is no other line",
    tunnel: "Least data; the customer's own line and its users are left alone",
  },
  sim: {
    shared: "Ordinary data SIM",
    "dynamic-public": "SIM with a public address that may change",
    static: "SIM with a fixed public address",
    "private-apn": "SIM for machines (M2M) in a private network (APN)",
  },
  "sim-hint": {
    shared: "Cheapest; only what calls out works: VPN to a server, relay, maker's cloud",
    "dynamic-public": "Ask for it by these words; often for business customers only",
    static: "Ask for it by these words; often a machine (M2M) tariff",
    "private-apn": "Reached by the carrier's VPN, not from the internet",
  },
  found: {
    public: "Tried: this SIM gives the line a public address of its own.",
    "second-router": "Tried: the public address is there, but ends at a second router between it and the laptop.",
    filtered: "Tried: the address is public, but the network lets no connection in. That is as if it were shared.",
    shared:
      "Tried: the network shares its addresses. Nothing comes in; only a relay or a VPN from inside goes over it.",
    unclear: "Tried, and it stays unclear what this line is. Treat it as shared.",
    untested: "Not tried. Treat it as shared: more than nine of ten mobile networks are.",
  },
  "found-short": {
    public: "Public address",
    "second-router": "Public, second router",
    filtered: "Nothing comes in",
    shared: "Shared address",
    unclear: "Unclear",
    untested: "Not tried",
  },
  antenna: { "built-in": "The router's own", outdoor: "Outdoor antenna" },
  power: {
    ups: "Uninterruptible (UPS), with the recorder",
    shared: "From the recorder's supply or PoE",
    none: "Plain socket",
  },
  field: {
    streams: "Pictures at the same time",
    streamMbps: "Mbit/s of one picture",
    hoursPerDay: "Hours a day that somebody looks",
    uploadMbps: "Upload measured there (Mbit/s)",
    rsrpDbm: "Signal strength RSRP (dBm)",
    atRecorder: "Measured where the router will stand",
    name: "Mobile network",
    entry: "Which of these is it?",
    use: "What it is for",
    sim: "Kind of SIM",
    onMobileLine: "This laptop is connected to the trial line and to nothing else",
    isSameRouter: "The trial SIM is in the site's own router",
    antenna: "Antenna",
    antennaPlace: "Where the antenna goes",
    power: "Power",
    planGb: "Data plan (GB a month)",
    alarmGb: "Alarm from (GB a month)",
    alarmTo: "Alarm goes to",
  },
  hint: {
    streams: "As many as are looked at together over the mobile line",
    streamMbps: "Of the sub-stream where that will do: 0.5 to 1; the main stream has 4 to 8",
    hoursPerDay: "1 for a look now and then; 24 where a centre watches all the time",
    uploadMbps: "By any speed test on a telephone with a SIM of this network",
    rsrpDbm: "In the telephone's or router's status, for example -95; empty where nothing shows it",
    name: "As on the SIM",
    planGb: "What the tariff includes before it is slowed down",
    alarmGb: "The router counts and warns by text message or e-mail",
    alarmTo: "Somebody who reads it and can act",
  },
  fact: {
    volume: "Data",
    upload: "Speed",
    "in-book": "In the book",
    product: "Product",
    price: "Price",
    "price-source": "How sure the price is",
  },
  notice: {
    "line-is-public":
      "The line that is here has a public address of its own. A mobile line is needed only as a second way.",
    "shared-until-proven":
      "Take any mobile line for shared until a check through the very SIM shows otherwise, whatever the shop says.",
    "unknown-carrier": "This network is not in the book, which is normal. Take it for shared until it is tried.",
    "still-site-router":
      "The check went through the site's own router, not through the trial line. Unplug the cable, leave the customer's Wi-Fi, and check again.",
    "still-away":
      "The check met another router than at the beginning. Connect to the customer's network and check again.",
    "antenna-outside": "By what was measured an outdoor antenna is worth it.",
    "plan-too-small": "The plan of {{plan, number}} GB is smaller than the {{gb, number}} GB that go out in a month.",
    "no-alarm": "Without a data alarm the first sign of an empty plan is that nobody sees anything.",
    "no-power": "On a plain socket the line is gone with the first power cut, just when it is needed.",
    over: {
      "whole-site": "The route is now the mobile line.",
      tunnel: "The route is now a tunnel over the mobile line.",
    },
  },
  do: {
    coverage: {
      place: "Stand where the router or its antenna will be, with the cabinet closed.",
      network: "Use a telephone with a SIM of the network in question, Wi-Fi off.",
      test: "Run a speed test three times and note the lowest upload; note RSRP if the telephone shows it.",
    },
    trial: {
      sim: "Put a trial or prepaid SIM of {{carrier}}, of the kind that is to be bought, into the router or a telephone with a hotspot.",
      connect: "Connect this laptop to it.",
      alone: "Take out every other cable, leave the customer's Wi-Fi and switch off any VPN.",
      back: "Afterwards connect back to the customer's network; Farsite reminds you.",
    },
    return: {
      connect: "Connect the laptop to the customer's network again.",
      check: "Check the site's own line.",
    },
    "fit-out": {
      antenna: "Antenna: keep the cable short, point it where the strength was best, seal the entry.",
      power: "Power: router and recorder on the same uninterruptible supply.",
      alarm: "Data alarm: set it in the router and in the carrier's account, and send one as a test.",
      restart: "Let the router restart the mobile connection by itself when a ping stays unanswered.",
    },
    done: {
      forward:
        "Port forward or VPN on the mobile router both work. Start the walk-through of the port forward, or choose a VPN.",
      relay:
        "Use what calls out from the site: a relay, a VPN to a server outside, or the maker's cloud. A port forward cannot work.",
      tunnel:
        "Set up the tunnel on the mobile modem only, and bind it to that modem, so that it never goes over the customer's line.",
      "private-apn":
        "Take the carrier's VPN access for the private network to where people watch, and test it before the SIM is built in.",
      "ask-carrier":
        "The SIM with a public address has not been proven. Ask the carrier in writing for what was ordered, and try that very SIM.",
      "second-router":
        "See to the second router first: bridge mode, or the SIM in the router that the recorder hangs on.",
      "close-router":
        "Close the mobile router's own pages (web, SSH, Telnet) towards the mobile side before the SIM goes in.",
      "check-again": "When the bought SIM is in, check the site again through it.",
    },
  },
  confirm: {
    "no-trial":
      "Without a trial the line counts as shared: nothing in this walk-through will then promise a port forward.",
  },
  action: {
    next: "Next",
    "check-trial": "Check the trial line",
    "no-trial": "No trial possible",
    "check-back": "Check the site's line",
    "no-line": "There is no other line here",
    finish: "Finish",
  },
};

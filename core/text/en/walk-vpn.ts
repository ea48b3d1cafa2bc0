/** Proof through a VPN that another company's program or a router carries. */
export const walkVpnProof = {
  target: "{{name}}: {{address}}, port {{port}}",
  field: {
    targets: "What is to answer",
    address: "Another device's address",
    port: "Its port",
    login: "Play the stream with this login",
    notProven: "Why it is not proven",
  },
  hint: {
    targets: "A stream proves more than a page",
    address: "As the device is called at the site, for example 192.168.1.64",
    login: "Without one Farsite asks whether there is a stream, and plays none",
    notProven: "Only for ending here without a proof; it goes into the report",
  },
  said: {
    answered: "Answers through the VPN",
    "answered-in": "Answers through the VPN, {{ms}} ms there and back",
    connected: "Connects, but says nothing",
    stranger: "Something else answers",
    refused: "Refuses",
    silent: "Does not answer",
    "not-tested": "Not tested",
  },
  notice: {
    proven: "Proven on {{at, datetime(dateStyle: long)}}: every device that was asked answered through the VPN.",
    "not-proven": "Not everything that was asked answered through the VPN. Look at these, in this order:",
    "put-off":
      "Put off. Open this walk-through again where the laptop is in the VPN and not at the site, for example at the office; it goes on here.",
  },
  try: {
    box: "Is the box or router on, and shown as connected on the VPN's own page or server?",
    route: "Was the site's network approved there, and may this laptop reach it?",
    device: "Does the device answer at the site itself, at this address and port?",
    gateway:
      "Does the device have the site's router as its gateway? Without one it answers nobody outside its own network.",
  },
  refused: {
    "not-proven": "Nothing is proven yet: ask the devices first, or end here with a reason.",
    reason: "Enter why it is not proven; it stands in the report.",
    "no-target": "Choose what is to answer, or enter an address and a port.",
    "too-many": "At most {{count}} ports at once.",
    address: "Enter an address of the site's network {{lan}}.",
    port: "Enter a port from 1 to 65535.",
  },
  action: {
    next: "Next",
    prove: "Ask through the VPN",
    later: "Later, from elsewhere",
    leave: "End without a proof",
  },
};

/** Tailscale, ZeroTier, NetBird. */
export const walkMeshVpn = {
  title: {
    product: "Which mesh",
    forecast: "Direct or relayed",
    site: "Box and network",
    addresses: "What the site is called",
    account: "Whose account",
    box: "Set up the box",
    approve: "Let it in",
    proof: "Proof",
    done: "The site is in the mesh",
    undo: "Take it away again",
  },
  lead: {
    product:
      "In a mesh every device finds the others by a control server. One box at the site brings the recorder and cameras in; nothing is opened in the router. Which one?",
    forecast:
      "{{product}} goes directly where it can and through a relay where it can't. A relay is enough for settings and single pictures, mostly not for several live streams.",
    site: "A small computer that is always on becomes the way into the site's network. What is it?",
    addresses: "Every site needs a network of its own in the mesh. Two with the same one can't be told apart.",
    account: "Whoever owns the account decides who gets in, and pays. What goes wrong here costs a drive to the site.",
    box: "Do this on the box, in this order. Keys are typed there, never into Farsite.",
    approve: "The mesh knows the box now, but passes nothing on before an administrator approves the site's network.",
    proof:
      "Only a device that answers through {{product}} proves that it works. The laptop must be in the mesh and not in the site's network.",
    done: "The site is reached by {{product}}, and devices answered through it.",
    "done-not-proven": "The site's box is in {{product}}. That its devices answer is not proven.",
    undo: "The box was set up already. Farsite can't take that back; do it there, or say that it stays.",
  },
  server: {
    tailscale: "Tailscale: what it costs, and who runs its control server",
    zerotier: "ZeroTier: what it costs, and who runs its control server",
    netbird: "NetBird: what it costs, and who runs its control server",
  },
  about: {
    tailscale:
      "The most finished one, on every platform. Sites with the same network are kept apart by numbers (4via6). Only the control server is the company's; what goes through is encrypted end to end.",
    zerotier:
      "Works like one large switch. A box with Linux or OpenWrt can translate networks that are there twice. What goes through is encrypted end to end.",
    netbird:
      "WireGuard with an open control server that can run on the firm's own machine. What goes through is encrypted end to end.",
  },
  price: {
    month:
      "{{en}}: {{amount, number(style: currency)}} a month (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    year: "{{en}}: {{amount, number(style: currency)}} a year (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    once: "{{en}}: {{amount, number(style: currency)}} once (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    "stream-month":
      "{{en}}: {{amount, number(style: currency)}} a month for each stream (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    "viewer-month":
      "{{en}}: {{amount, number(style: currency)}} a month for each person (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    hour: "{{en}}: {{amount, number(style: currency)}} an hour (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
  },
  end: { office: "From an office or home line", mobile: "From mobile data" },
  rests: {
    check: "This rests on this site's check of {{date, datetime(timeZone: UTC; dateStyle: long)}}.",
    nothing: "No check has measured this line, so this is only what is usual. Check the site first.",
    mapping: "Measured here: the outgoing port is $t(natBehaviour.mapping.{{mapping}}).",
    unknown: "That check could not tell how the line picks its outgoing ports.",
    "other-ends":
      "The other ends were not measured: an office is taken for a usual router, mobile data for a carrier that picks a port for every destination. A rehearsal measures both.",
  },
  direct: { yes: "Direct", no: "Relayed", maybe: "Not certain" },
  odds: "{{probes, number}} tries ({{seconds, number}} s): {{percent, number}} %",
  called: {
    own: "By its own addresses ({{lan}})",
    "own-not-possible": "Another site is called that in this mesh already",
    mapped: "By addresses that no other site has",
    "mapped-tailscale": "By a site number (4via6): the devices get IPv6 addresses and names",
    "mapped-other": "By another network of the same size, which the box translates one to one",
  },
  "called-example": "{{name}} (the first four numbers are the device's address)",
  owner: { firm: "The firm's account", customer: "The customer's account" },
  "owner-hint": {
    firm: "You let people in and out; when the contract ends, the site moves to another account",
    customer: "The customer lets you in and can end it; nothing moves when the contract ends",
  },
  identity: { machine: "A machine, by a tag", person: "A person who logs in on it" },
  "identity-hint": {
    machine: "Its key does not expire, and it stays when somebody leaves the firm",
    person: "Its key expires after 180 days, then the site is gone without a word",
  },
  seen: {
    running: "{{product}} runs on this laptop.",
    stopped: "{{product}} is on this laptop and does not run.",
    "needs-login": "{{product}} is on this laptop and nobody is logged in.",
    "not-installed": "{{product}} is not on this laptop. Look on its administration page instead.",
    "no-rights": "{{product}} on this laptop shows its state to administrators only.",
  },
  outcome: { proven: "Proven", "not-proven": "Not proven", "put-off": "Put off" },
  "key-stays": "Does not expire",
  "key-until": "Expires on {{date, datetime(timeZone: UTC; dateStyle: long)}}",
  refused: {
    offline:
      "At the check of {{date, datetime(timeZone: UTC; dateStyle: long)}} this site had no internet, and without it no mesh comes about. Get the line going and check again.",
    lan: "That is no site's network. Enter it with its length, for example 192.168.1.0/24.",
    "in-mesh":
      "{{name}} is called {{lan}} in {{product}} already. Call this site otherwise, or only one of them is reached.",
    "site-number": "A site's number is a whole number from 0 to {{most, number(useGrouping: false)}}.",
    "site-number-taken":
      "Another site of the firm has or had number {{number, number(useGrouping: false)}}. Take another one.",
    control:
      "Enter the control server as https:// and its name, for example https://mesh.example.com, and nothing behind it.",
    traps: "Go through the list and confirm each point: what is wrong with the key shows only weeks later.",
    "not-approved": "Approve the site's network on the administration page first; nobody reaches the devices before.",
    expires: "Look on the Machines page: without “Expiry disabled” the box drops out after 180 days.",
    "expiry-day": "Enter the day on which the key expires, as the Machines page shows it; it lies ahead.",
  },
  field: {
    control: "Control server of your own",
    product: "Product",
    platform: "What the box is",
    lan: "The site's network",
    called: "The site is called",
    siteNumber: "Site number",
    mapped: "Other network",
    owner: "Account",
    name: "Name of the account or network",
    identity: "The box logs in as",
    "single-use": "The key is for this one box (single use, not reusable)",
    "not-ephemeral": "The key is not ephemeral: a box that is off for an hour stays a member",
    private: "The network is private: nobody joins without being authorised",
    routesApproved: "The site's network is approved on the administration page",
    expiryOff: "The Machines page says “Expiry disabled” for the box",
    keyExpires: "The box's key expires on",
    nextReview: "Look at it again on",
  },
  hint: {
    control: "Only with Headscale, a NetBird server or a ZeroTier controller of your own: https://mesh.example.com",
    lan: "With its length, for example 192.168.1.0/24",
    siteNumber: "Only for addresses that no other site has; no other site of the firm may have this number",
    mapped:
      "Only for addresses that no other site has: of the same size as the site's network. Farsite proposes a free one",
    name: "So that the next technician finds it; never a password or key",
    keyExpires: "As the Machines page shows it",
    nextReview: "With a key that expires: a month before",
  },
  fact: {
    control: "Control server",
    lan: "The site's network",
    called: "In the mesh",
    example: "A device's name",
    account: "Account",
    key: "The box's key",
  },
  notice: {
    "ipv6-here": "This line has IPv6. Where the other end has it too, the path is direct whatever the routers do.",
    "lan-unseen": "No check saw the site's network. Look at a device's network settings: address and mask.",
    "in-mesh": "Called {{lan}} in {{product}} already: {{names}}. This site must be called otherwise.",
    alike: "{{lan}} is also the network of: {{names}}. Call this one otherwise, before both are in the mesh.",
    unique: "No other site of the firm has {{lan}}.",
    "factory-lan":
      "Routers come with {{lan}}. Whoever has the same at home does not reach the site by its own addresses from there.",
    "keys-stay-out": "Farsite asks for no key and keeps none.",
    unfit: "The values of this walk-through fit into no command. Go back to the site's network.",
    "without-proof": "Not proven: {{reason}}",
    over: "The route is now {{product}}.",
  },
  do: {
    proof: {
      elsewhere: "Take the laptop off the site's network: mobile data, or the office.",
      join: "Log in to {{product}} on the laptop.",
    },
    done: {
      people:
        "Install {{product}} on everything that is to watch, and let each person in with an account of their own.",
      keys: "Delete the key with which the box joined, if the administration page still shows it.",
      firm: "Write into the contract that the site can be taken over: the box joins the customer's account with one command.",
      customer: "Have the customer make you an administrator or a member, and show how that is ended.",
      updates: "Agree who updates the box. One that nobody updates is the weakest point of the site.",
    },
    undo: {
      remove: "Log {{product}} out on the box and remove it.",
      "page-tailscale": "Delete the box on the Machines page; its routes go with it.",
      "page-zerotier": "In ZeroTier's administration delete the box and its managed route.",
      "page-netbird": "Delete the box under Peers, and the site's network under Networks.",
      rules: "Take the site out of the access rules.",
      keys: "Revoke the key with which it joined.",
    },
  },
  action: {
    next: "Next",
    check: "Check the line",
    "is-set-up": "The box is set up",
    look: "Look at {{product}} on this laptop",
    finish: "Finish",
    undone: "All of it is taken away",
    left: "It stays there",
  },
};

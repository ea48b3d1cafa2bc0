/** Asking the internet provider for a public address. */
export const walkPublicIp = {
  title: {
    provider: "Whom to ask",
    product: "What to ask for",
    contact: "Write or call",
    asked: "When it was asked for",
    promised: "Waiting for the provider",
    recheck: "Check whether it is done",
    denied: "The provider says no",
    done: "The line has its own address",
  },
  lead: {
    provider: "Who sends the bill for this internet line? Only that company can give it an address of its own.",
    product:
      "Ask for exactly this product: whoever asks for “port forwarding” or “open ports” is sent back to the router.",
    contact:
      "Farsite writes the letter, the e-mail or the words for a call, with what was measured at this site. What is missing stands in square brackets.",
    asked: "Write down when it was asked for, so that it can be followed up.",
    promised:
      "The request is on its way; the site is on the list of those that wait. Write down what the provider promises.",
    recheck:
      "A check at the site shows whether the line really has its own address now. The provider's word is not enough.",
    denied: "Without a public address nothing comes in from outside by itself. The site can still be reached:",
    done: "The check shows it: the address that the internet sees is the router's own. The carrier's translation is gone.",
    "done-behind-second":
      "The provider has done it: the line has its own address. It ends at a second router on site, which has to be seen to first.",
  },
  refused: {
    unchecked: "Check this site first. Only a check tells whether a public address is what is missing here.",
    public:
      "This line has a public address of its own already: {{address}} (check of {{date, datetime(timeZone: UTC; dateStyle: long)}}). There is nothing to ask the provider for; go on with the port forward or a VPN.",
    firewalled:
      "This line has a public address of its own already ({{address}}), but the test from outside of {{date, datetime(timeZone: UTC; dateStyle: long)}} did not get in. Ask the provider to let connections in (some have a switch for it in the customer's account), then check again.",
    "double-nat":
      "The check of {{date, datetime(timeZone: UTC; dateStyle: long)}} found a second router on site ({{hop}}), and the public address is there. The provider has nothing to change: fix the double NAT first.",
    offline:
      "The line was down at the check of {{date, datetime(timeZone: UTC; dateStyle: long)}}, so nobody knows what it is. Get it going, then check again.",
    unknown:
      "The check of {{date, datetime(timeZone: UTC; dateStyle: long)}} leaves open what this line is, so a request might be for nothing. The check says what would settle it: do that, and check again.",
    "no-provider": "Enter the provider's name, as it stands on the bill.",
    "asked-in-future": "That day is still to come. Enter the day on which it was asked for.",
    "not-on-site":
      "Connect the laptop to the customer's network first, and say so: anywhere else the check would judge another line.",
  },
  trouble: {
    "several-providers": "Several providers in the book have this name. Choose the one that is meant.",
  },
  "checked-on": "Check of {{date, datetime(timeZone: UTC; dateStyle: long)}}",
  "not-in-book": "None of these",
  provider: {
    fixed: "{{name}}, fixed line",
    mobile: "{{name}}, mobile",
    satellite: "{{name}}, satellite",
  },
  "provider-in": {
    fixed: "{{name}}, fixed line ({{country}})",
    mobile: "{{name}}, mobile ({{country}})",
    satellite: "{{name}}, satellite ({{country}})",
  },
  product: {
    static: "A public IPv4 address that never changes (static)",
    "dynamic-public": "A public IPv4 address of its own that may change (dynamic)",
  },
  "product-hint": {
    static: "Asked for in neutral words that every provider understands",
    "dynamic-public": "Enough for a forward with DDNS or for a VPN, and often at no charge",
  },
  form: { letter: "Letter", "e-mail": "E-mail", phone: "Phone call" },
  outcome: {
    asked: "{{date, datetime(timeZone: UTC; dateStyle: medium)}}",
    promised: "By {{date, datetime(timeZone: UTC; dateStyle: medium)}}",
  },
  field: {
    name: "Internet provider",
    entry: "Which of these is it?",
    product: "Ask for",
    form: "How",
    holder: "Contract holder",
    accountNumber: "Contract or customer number",
    deadline: "Answer wanted by",
    callbackName: "Who answers questions",
    callbackPhone: "Telephone",
    on: "Asked on",
    by: "Asked by",
    spokeWith: "Spoke with",
    reference: "Reference number",
    until: "Promised for",
    price: "Price that was named",
    onSite: "This laptop is connected to the customer's network",
    routerReplaced: "The router was replaced since the first check",
    reason: "What the provider said",
    next: "Go on with",
  },
  hint: {
    name: "As on the bill; the router often bears another name",
    entry: "Products and prices differ from country to country",
    product: "A fixed address is easiest to look after; a changing one does with DDNS",
    holder: "Providers speak only with the contract holder",
    callbackName: "You or the customer: whoever the provider may call back",
    reference: "Ticket or order number; ask for one",
    until: "Leave it empty where no day was named",
    price: "As it was said, for example “5 a month, 20 once”",
    routerReplaced: "Only tick this if it was; it explains why the check met another router",
  },
  fact: {
    book: "In the book",
    cgnat: "Shared addresses",
    inbound: "Connections from outside",
    note: "To know",
    provider: "Provider",
    product: "Asked for",
    price: "Price",
    "price-source": "How sure the price is",
    phone: "Telephone",
    web: "Web page",
    contact: "How to reach them",
    asked: "Asked on",
    reminded: "Asked again on",
    "spoke-with": "Spoke with",
    reference: "Reference number",
    address: "Public address",
  },
  shares: {
    yes: "This provider shares addresses among customers",
    no: "By the book this provider gives every line its own address; the check found otherwise",
    some: "This provider shares addresses with some tariffs or in some regions",
    unknown: "Not known",
  },
  notice: {
    "old-check_one": "The check is {{count}} day old. Check again before you write: lines get changed.",
    "old-check_other": "The check is {{count}} days old. Check again before you write: lines get changed.",
    "not-certain":
      "The check is not certain. This would settle it, and is worth doing before the customer pays for anything:",
    "second-router":
      "There is also a second router on site. When the provider has changed the line, that one still has to be seen to (bridge mode or a second forward).",
    "unknown-provider":
      "This provider is not in the book, which is normal. Ask in neutral words: every provider knows what a public IPv4 address is.",
    "no-product":
      "The book knows this provider, but no product that gives an address of its own. Ask in neutral words, and ask for a business tariff if they say no.",
    product: "“{{name}}”: the price is not known.",
    "product-priced": "“{{name}}”: what it costs and where that is from",
    "contact-from-book": "How to reach the provider, by the book",
    "denied-over": "Noted. This walk-through is over.",
    "static-not-proven":
      "That the address stays the same cannot be seen in one check. The next visit's check compares it by itself.",
    changes: "This address may change. For a forward use DDNS, so that the app still finds the site.",
    "inbound-untested":
      "Whether anything gets in from outside is proven only by a test from outside; the next walk-through ends with one.",
  },
  do: {
    contact: {
      holder: "Fill in who has the contract and its number; the customer has it on the bill.",
      read: "Put it into the text, then read the text: it goes out in the customer's name.",
      send: "Have the customer send it or sit beside you at the call. Then go on here.",
    },
    "still-shared": {
      restart:
        "Restart the router once more (off for a minute), then check again: some lines get the new address only with a new connection.",
      ask: "If it stays: ask the provider on which day and for which contract it was switched, and whether a restart or new login data are needed.",
      send: "Send the text below; it names what the check found after the change.",
    },
    filtered: {
      ask: "The address is there, but nothing gets in. Ask the provider to let connections in on this line.",
      account:
        "Look in the customer's account: some providers have a switch for it (“firewall”, “incoming connections”).",
    },
    recheck: {
      data: "If the provider sent new login data or a new router, put them in first.",
      restart: "Switch modem and router off for a minute: most lines get the new address only with a new connection.",
      connect: "Connect this laptop to the customer's network, by cable if you can, and switch off any VPN.",
    },
    denied: {
      business: "A business tariff of the same provider often has what the private one has not.",
      "inside-out": "A relay or a VPN to a server outside needs no public address: the site calls out by itself.",
      "other-line": "Another provider, or a mobile line with a public address, is a new contract; compare the cost.",
    },
  },
  rechecked: {
    "still-shared":
      "The check of {{date, datetime(timeZone: UTC; dateStyle: long)}} shows no change: the line still has no address of its own.",
    filtered:
      "The check of {{date, datetime(timeZone: UTC; dateStyle: long)}} shows the public address, but the test from outside did not get in.",
    offline:
      "At the check of {{date, datetime(timeZone: UTC; dateStyle: long)}} the line was down. After a change this often means new login data, or a restart that is still needed.",
    unclear:
      "The check of {{date, datetime(timeZone: UTC; dateStyle: long)}} does not settle it. Do what it says, then check again.",
    "other-router":
      "The check of {{date, datetime(timeZone: UTC; dateStyle: long)}} met another router than the first one. Connect the laptop to the customer's network; or tick below that the router was replaced, and check again.",
  },
  overdue: {
    promise_one:
      "It was promised for {{date, datetime(timeZone: UTC; dateStyle: long)}}, which was {{count}} day ago. Check whether it is done, or ask again.",
    promise_other:
      "It was promised for {{date, datetime(timeZone: UTC; dateStyle: long)}}, which was {{count}} days ago. Check whether it is done, or ask again.",
    answer_one: "Nothing was heard for {{count}} day. Ask again.",
    answer_other: "Nothing was heard for {{count}} days. Ask again.",
  },
  next: {
    "port-forward": "Port forward",
    vpn: "VPN on this line",
    "fix-double-nat": "Fix the two routers first",
    later: "Decide later",
  },
  "next-hint": {
    "port-forward": "The quickest, and the recorder then stands on the open internet",
    vpn: "Nothing of the recorder is open to the internet; whoever watches needs an app",
    "fix-double-nat": "Until then a forward or a VPN does not get through",
    later: "The comparison of routes shows what works now",
  },
  "next-done": {
    "port-forward":
      "The route is now the port forward. Start its walk-through: it opens the port and proves it from outside.",
    vpn: "The route is now a VPN. The comparison of routes shows which one fits this router.",
    "fix-double-nat": "The route is now to fix the two routers. Start that walk-through, then the port forward.",
    later: "Done. The comparison of routes now counts with the public address.",
  },
  action: {
    next: "Next",
    "keep-contact": "Put into the text",
    sent: "It has been asked for",
    delivered: "The provider says it is done",
    "keep-promise": "Keep what was promised",
    reminded: "I have asked again",
    denied: "The provider says no",
    check: "Check this site",
    "accept-denial": "End here",
    "other-product": "Ask for something else",
    finish: "Finish",
  },
};

/** Words for the customer's internet provider. They go out in the customer's name: polite, exact, nothing that was not measured. */
export const letter = {
  gap: {
    provider: "[provider]",
    "provider-address": "[postal address of the provider]",
    holder: "[contract holder]",
    account: "[contract number]",
    address: "[address of the line]",
    callback: "[name]",
    phone: "[telephone number]",
  },
  subject: {
    request: "Public IPv4 address for our line, contract {{account}}",
    reminder: "Reminder: public IPv4 address for our line, contract {{account}}",
    "not-done": "Public IPv4 address still missing on our line, contract {{account}}",
    filtered: "Incoming connections do not reach our line, contract {{account}}",
  },
  day: "{{date, datetime(timeZone: UTC; dateStyle: long)}}",
  account: "Contract number: {{account}}",
  line: "Line at: {{address}}",
  reference: "Your reference: {{reference}}",
  greeting: "Dear Sir or Madam,",
  purpose: {
    video: "At {{address}} we run a video system that has to be reached over the internet from outside.",
    alarm: "At {{address}} we run an alarm system that has to be reached over the internet from outside.",
    both: "At {{address}} we run a video system and an alarm system that have to be reached over the internet from outside.",
    other: "At {{address}} we run equipment that has to be reached over the internet from outside.",
  },
  asked: "On {{date, datetime(timeZone: UTC; dateStyle: long)}} we asked you for a public IPv4 address for this line.",
  "no-answer": "We have not had an answer yet.",
  promised:
    "You named {{date, datetime(timeZone: UTC; dateStyle: long)}} as the day for it. We have not heard that it is done.",
  "told-done": "We were told that this has been done, and had the line checked again.",
  cause: {
    cgnat:
      "That does not work at present, because this line has no public IPv4 address of its own: it shares one with other customers (carrier-grade NAT).",
    "cgnat-likely":
      "That does not work at present. By all that was measured, this line has no public IPv4 address of its own, but shares one with other customers (carrier-grade NAT).",
    "ds-lite":
      "That does not work at present, because this line has no IPv4 address of its own: IPv4 is carried through IPv6, and the address is shared with other customers (DS-Lite).",
    ports:
      "That does not work properly at present, because this line shares its public IPv4 address with other customers and has only some of its ports.",
    nat64: "That does not work at present, because this line has IPv6 only and no IPv4 address of its own.",
    filtered: "The line now has a public IPv4 address, thank you. Connections from outside, however, do not reach it.",
  },
  measured: "This was measured on the line on {{date, datetime(timeZone: UTC; dateStyle: long)}}:",
  request: {
    named: "Please switch “{{name}}” on for this line.",
    static: "Please give this line a public IPv4 address of its own that does not change (static).",
    "dynamic-public": "Please give this line a public IPv4 address of its own; it need not be a fixed one (dynamic).",
    filtered: "Please let incoming connections through to this line, or tell us where this is switched on.",
    "not-done": "Please complete the change, or tell us what is missing for it on our side.",
  },
  price: {
    month:
      "We found a price of {{amount, number(style: currency)}} a month for it (as of {{date, datetime(timeZone: UTC; dateStyle: long)}}); please tell us what it costs today.",
    free: "By what we found it is at no charge (as of {{date, datetime(timeZone: UTC; dateStyle: long)}}); please confirm this.",
  },
  "not-meant":
    "A setting in our router, a DynDNS name or IPv6 alone would not help here: for that, too, the line needs a public IPv4 address.",
  questions: "Please tell us:",
  question: {
    when: "from which day the line has this address,",
    cost: "what it costs, once and per month, and whether the term of the contract changes,",
    fixed: "whether the address stays the same,",
    inbound: "whether connections from outside are let through, and which ports are blocked,",
    router: "what has to be changed at the modem or router (restart, login data, operating mode).",
  },
  "other-tariff": "If it is not to be had with the present tariff, please name the tariff that includes it.",
  deadline: "We would be glad to have your answer by {{date, datetime(timeZone: UTC; dateStyle: long)}}.",
  callback: "Technical questions are answered by {{name}}, telephone {{phone}}.",
  closing: "Kind regards",
  call: {
    before: "BEFORE THE CALL",
    "before-holder":
      "The contract holder ({{holder}}) makes the call or sits beside you: providers speak with nobody else.",
    "before-number": "Ready to hand: contract number {{account}}, address of the line {{address}}.",
    "before-phone": "Telephone of the provider: {{phone}}",
    opening: "WHAT TO SAY",
    hello:
      "“Good day, this is {{holder}}. My contract number is {{account}}; it is about the internet line at {{address}}.”",
    "hello-reference": "“You have this under the reference {{reference}}.”",
    quoted: "“{{text}}”",
    why: "WHY, IF THEY ASK",
    objections: "WHAT THEY MAY ANSWER",
    objection: {
      "not-needed": "“You don't need that.”",
      app: "“Just use the maker's app.”",
      restart: "“Restart your router.”",
      business: "“We only sell that to business customers.”",
      ipv6: "“You have IPv6, that does it.”",
    },
    reply: {
      "not-needed":
        "“I do: somebody has to reach the system from outside, and for that the line needs a public IPv4 address. If you can't switch it on, please connect me with somebody who can, or tell me that in writing.”",
      "not-needed-wan":
        "“I do: somebody has to reach the system from outside. On {{date, datetime(timeZone: UTC; dateStyle: long)}} it was measured that our router only gets {{wan}}. That address is not a public one; nothing from outside can come in under it. If you can't change that, please connect me with somebody who can.”",
      app: "“An app of that kind goes through another company's servers. We want to reach our own system directly or by our own VPN, and for that the line needs a public IPv4 address.”",
      restart:
        "“I will gladly restart it once you have switched the address on. Before that, a restart cannot give the line an address of its own.”",
      business:
        "“Then please tell me which business tariff includes it, what it costs and how long it runs, and connect me with those who sell it.”",
      "ipv6-none":
        "“At the check of {{date, datetime(timeZone: UTC; dateStyle: long)}} this line had no IPv6 that could be used. And whoever watches would need IPv6 as well, everywhere. So we need IPv4.”",
      "ipv6-native":
        "“The line has IPv6, that is right. But the recorder and everybody who watches would need it too, everywhere, and we cannot count on that. So we need IPv4.”",
      ipv6: "“With IPv6 alone the recorder and everybody who watches would need it too, everywhere. We cannot count on that. So we need IPv4.”",
    },
    after: "BEFORE YOU HANG UP",
    "after-note":
      "Write down: name of the person, reference number, the day it is switched, the price once and per month.",
    "after-writing": "Ask for it in writing (e-mail or in the customer's account).",
    "after-keep": "Enter it in Farsite right away: the next step asks for it.",
  },
};

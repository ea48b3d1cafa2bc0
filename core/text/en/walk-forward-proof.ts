/** What a test from outside said of an opened port, what to try, and what stays open at the end: `core/walk/port-forward-proof.ts`. */
export const forwardProof = {
  lead: {
    all: "It is proven: somebody outside gets in.",
    "not-yet":
      "Only a test from outside shows whether it works. Use the telephone on mobile data, or the firm's own server.",
    "no-vantage":
      "Without a server of the firm outside, the telephone proves the way; for ports that no browser opens this laptop stands in for the device.",
  },
  said: {
    proven: "proven from outside",
    way: "the way is proven; the device itself was not called",
    weak: "seen from inside only, which is no proof",
    stranger: "something else answers",
    refused: "arrives, and is refused",
    silent: "nothing gets in",
    "held-silent": "the router holds it, and nothing gets in",
    vanished: "gone from the router",
    untested: "not tested yet",
  },
  meaning: {
    vanished: "The router has forgotten a forward. Some do after a restart, or when a lease ends.",
    "held-silent":
      "The router says it is open, and nothing gets in: it does not pass it on, or the provider blocks it.",
    silent: "Nothing came in from outside.",
    refused: "The call reached the site and was turned away.",
    stranger: "Something answered that is not the chosen device.",
    weak: "The site was reached from inside by way of its public address. From outside it may still be closed.",
  },
  try: {
    "open-again": "Open it again, and test again after some minutes.",
    "by-hand": "If it vanishes again: enter it by hand in the router.",
    gateway: "Does the device have the router as its gateway? Its answers go nowhere otherwise.",
    provider: "Does the provider block this port? Ask, or try another number outside.",
    "router-does-not": "Restart the router, or enter the forward by hand: some accept it and do nothing.",
    "other-port": "Take a number above 1024 outside: low ones are blocked more often.",
    "entered-right": "Is the forward entered with the right address, port and protocol, and switched on?",
    "port-inside": "Is the port inside right, and the service switched on in the device?",
    filter: "Does the device let in only some addresses (IP filter)?",
    "router-itself": "Does the router keep the port for its own remote access?",
    whose: "Does the forward lead to the right address?",
    "router-page": "Does the router show its own login page outside? Switch its remote access off.",
    "address-moved": "Has another device taken this address? Reserve it for the chosen one.",
    "from-outside": "Test with the telephone on mobile data (Wi-Fi off), or by the firm's server.",
  },
  done: {
    lead: "It is set up and proven.",
    "lead-not-proven": "It is set up, and not proven from outside.",
    risks_one: "One accepted risk stands in the report.",
    risks_other: "{{count}} accepted risks stand in the report.",
  },
  left: {
    "not-proven": "Not proven from outside: {{reason}}",
    silent: "The device did not answer from here: {{reason}}",
    stays: "Its address is not kept yet: reserve it in the router.",
    "not-looked": "Gateway and address filter of the device were not looked at.",
    "no-name": "There is no name that follows the address: when it changes, nobody finds the site.",
    backup: "The router's settings were not saved.",
    cloud: "The maker's cloud is on as well: switch it off if nobody uses it.",
    upnp: "Switch UPnP off in the device, so that it opens nothing by itself.",
    "upnp-on": "UPnP is on in the device: switch it off, or it opens more by itself.",
  },
};

/** Where the walk-through for IPv6 differs from that for forwards: `core/walk/ipv6.ts`. */
export const ipv6Direct = {
  lead: "With IPv6 every device has an address of its own on the internet. Nothing is forwarded: the router's firewall lets one port through to one device.",
  viewers: {
    all: "Yes, everywhere they watch from",
    some: "Some of them, or not everywhere",
    no: "No",
  },
  "viewers-some": "Whoever has no IPv6 sees nothing this way. Plan a second way for them, or a VPN.",
  ports: {
    lead: "These ports and no others are let through. With IPv6 the number outside is the one inside.",
  },
  address: {
    lead: "The address begins with a prefix that belongs to the line, and ends with a part that belongs to the device. Both have to stay, or a name has to follow.",
    privacy:
      "The device changes its address by itself. Switch off privacy addresses (temporary addresses) in it, or give it a fixed one.",
    ddns: "If the prefix changes: set up a name (DDNS) in the device itself, or in the router for this device – the router's own name leads to the router.",
  },
  left: {
    stays: "The device's address may change by itself: switch off privacy addresses in it.",
  },
  begin: {
    "not-checked": "Check this site first: whether the line has IPv6 is not known.",
    none: "This line has no IPv6. Ask the provider for it, or take another route.",
    "local-only":
      "IPv6 works only inside this network, and nothing outside was reached with it. Switch it on in the router, or ask the provider.",
    translated:
      "IPv6 is translated on the way ({{address}} outside). Nobody outside can call a device here by its own address.",
    unknown: "Whether the line has IPv6 could not be told. Check the site again with IPv6 switched on in the laptop.",
    blocked:
      "A test from outside by IPv6 met nothing but silence, although the router let it through. Ask the provider to lift its block.",
    viewers: "Those who watch have no IPv6: nobody would get in this way. Take another route.",
  },
  refused: {
    viewers: "Those who watch have no IPv6: nobody would get in this way. Take another route.",
  },
};

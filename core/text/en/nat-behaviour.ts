/** What the routers on the way do with outgoing traffic (RFC 4787), in plain words; the technical word stands beside. */
export const natBehaviour = {
  title: "How the line translates (NAT)",
  hint: "What all routers on the way do together. It decides how well calls, intercoms and relays without a port forward work.",
  name: {
    mapping: "Outgoing port",
    filtering: "Who may send back",
    "port-preservation": "Port number",
    hairpin: "Public address from inside",
    "classic-name": "Classic name",
  },
  mapping: {
    "endpoint-independent": "the same for every destination",
    "address-dependent": "another one for every address",
    "address-and-port-dependent": "another one for every address and port",
    "endpoint-dependent": "another one for every destination",
  },
  filtering: {
    "endpoint-independent": "anybody",
    "address-dependent": "only addresses that were written to",
    "address-and-port-dependent": "only the address and port that were written to",
    "endpoint-dependent": "only who was written to",
  },
  "port-preservation": { yes: "stays the same outside", no: "is changed outside" },
  hairpin: { yes: "works", no: "does not work" },
  "classic-name": {
    none: "no translation",
    "full-cone": "full cone",
    "restricted-cone": "restricted cone",
    "port-restricted-cone": "port-restricted cone",
    symmetric: "symmetric",
  },
  technical: {
    mapping: "{{word}} mapping",
    filtering: "{{word}} filtering",
    "port-preservation": "port preservation",
    hairpin: "hairpinning",
    "classic-name": "RFC 3489",
  },
};

/** Tests from outside: what a visit of a telephone, an answer and a place mean, and what to do (docs/proof.md). */
export const proof = {
  origin: {
    vantage: "Tested from outside by {{host}}",
    phone: "Tested by a telephone on mobile data ({{address}})",
    elsewhere: "Tested from this laptop at another place ({{address}})",
    hairpin: "Tested from inside only, through the router's turn-around",
    server: "Tested through {{host}} and the tunnel",
    vpn: "Tested from this laptop at another place, through the VPN",
    nowhere: "Nothing could be tested from here",
  },
  outcome: {
    proven: "Proven from outside",
    weak: "Likely, not proven",
    connected: "Not proven: it connects, and nobody speaks",
    answered: "Not proven",
    stranger: "Not proven: something else answers",
    refused: "Not proven: refused",
    silent: "Not proven: no answer",
    "not-tested": "Not tested",
  },
  visit: {
    outside: "From the internet ({{from}}): the way in is open.",
    hairpin:
      "From the site's own address ({{from}}): the telephone is on the site's Wi-Fi, and the router turned it around. Switch Wi-Fi off on the telephone and reload the page.",
    "hairpin-router":
      "It came through the router ({{from}}), which hides where it was before. Most likely the telephone is on the site's Wi-Fi: switch Wi-Fi off and reload the page. If it is off, this router hides all visitors: let the test server outside prove it.",
    "same-network":
      "From the site's own network ({{from}}): the telephone is on the site's Wi-Fi. Switch Wi-Fi off and reload the page.",
    "same-network-laptop":
      "Opened on this laptop itself ({{from}}). Scan the code with a telephone that is on mobile data.",
    "same-network-vpn":
      "It came through a VPN to this laptop ({{from}}), not through the router. Switch the VPN off on the telephone and reload the page.",
    "same-carrier-said":
      "From {{from}}, but the telephone has the same provider as the site: it may have come in without ever leaving that provider's network. Use a telephone with another provider.",
    "same-carrier-pool":
      "From {{from}}, which belongs to the same provider as the site's address: it may have come in without ever leaving that provider's network. Use a telephone with another provider.",
    "same-carrier-shared":
      "From {{from}}, an address inside a provider's own network: the telephone never was on the internet. Use a telephone with another provider.",
    "wrong-page":
      "Somebody came in from {{from}}, but asked for another page. Scan the code that is shown now; a code of an earlier test no longer counts.",
  },
  page: {
    outside: { title: "It works.", next: "You may close this page." },
    "same-network": {
      title: "You are on the site's Wi-Fi.",
      next: "Switch Wi-Fi off on this telephone, then reload this page.",
    },
    hairpin: {
      title: "You are on the site's Wi-Fi.",
      next: "Switch Wi-Fi off on this telephone, then reload this page.",
    },
    "same-carrier": {
      title: "Same provider as the site.",
      next: "This proves nothing yet. Use a telephone with another mobile provider.",
    },
  },
  remark: {
    "router-itself":
      "The router itself answers there (“{{says}}”), not the device. Its remote management may use this port: switch that off, or take another outside port.",
    "another-device":
      "Something else than this device answers there (“{{says}}”). Check in the router where the port leads to; a provider's block page looks like this as well.",
    "like-router":
      "It answers (“{{says}}”), but device and router answer alike, so nobody can tell which of them it was.",
    "nothing-to-tell-by": "It answers. Nothing in the answer tells one device from another.",
    "not-compared": "It answers as expected. From here it can't be held against what the device says inside.",
    "may-be-anybody": "Something answers (“{{says}}”). From here nobody can tell whether it is the device.",
    "takes-everything":
      "The connection is accepted, and so is one to a port that nothing was opened for: something on the way takes every call. Nothing is proven.",
    "mute-not-compared": "The connection is accepted; who is there says nothing to strangers.",
    "mute-without-device":
      "The connection is accepted, but the device does not answer on this port inside the site: something else has taken the call.",
    "mute-only-outside":
      "The connection is accepted, but the device's answer does not come out, though it answers inside: something on the way has taken the call.",
    "mute-alike": "The connection is accepted. Like inside, the device says nothing to strangers.",
    "mute-alike-controlled":
      "The connection is accepted here and not at a port that nothing was opened for. Like inside, the device says nothing to strangers.",
    refused: "The call was refused: the forward is not in the router, or the device refuses calls from other networks.",
    silent: "No answer: the forward is not in the router, something on the way filters, or the device has no gateway.",
    "refused-but-inside":
      "The call was refused, though the device answers inside: the forward is not in the router, or the device refuses calls from other networks (its address filter).",
    "silent-but-inside":
      "No answer, though the device answers inside. Check in this order: does the router still have the forward, is the router's address the device's gateway, does the device filter addresses, does the provider block the port.",
    "refused-elsewhere":
      "The call was refused: the forward is gone, or the line has another address by now. Check the site again when you are there.",
    "silent-elsewhere":
      "No answer: the forward is gone, the device is off, or the line has another address by now. Check the site again when you are there.",
    "nor-inside":
      "No answer, and the device does not answer on this port inside the site either. Is it on, and is this its port?",
    hairpin:
      "The router turned this laptop's own call around and it arrived. That makes it likely that the forward works; only a test from outside proves it.",
    "name-unknown": "It answers at the address, but the name {{name}} leads nowhere. Check the dynamic DNS entry.",
    "name-elsewhere":
      "It answers at {{address}}, but the name {{name}} leads to {{leadsTo}}. Check the dynamic DNS entry: apps that use the name find nothing.",
    "way-only":
      "The way from the internet to this laptop is open. The device itself was not called: the laptop stood in for it.",
  },
  trouble: {
    offline: "This laptop is not on the internet, so nothing can be tested from outside.",
    "never-checked":
      "This site was never checked, so Farsite can't tell whether this laptop is at it. Check the site first.",
    vpn: "A VPN takes this laptop's traffic ({{adapter}}): the test would come back to the VPN and not to this site. Switch it off and test again.",
    "shared-address":
      "Other customers of the provider have the same address as this site, so Farsite can't tell whether this laptop is at it.",
    "site-address-unknown":
      "The last check found no internet address of this site. Check the site again when you are there.",
    "which-router":
      "There is a router at {{gateway}} here as at the site, but the addresses on the internet differ. Is this laptop at the site? Then check the site again, and test after that.",
    udp: "Over UDP nobody answers a stranger, so no test from outside can prove it. Connect with the VPN or app that uses the port.",
    "ipv6-by-vantage":
      "The test server calls back the address that asks, which is this laptop and not the device. Test from this laptop at another place that has IPv6, or with the app.",
    "ipv6-from-inside": "Over IPv6 a call from inside does not pass the router's firewall, so it would prove nothing.",
    name: "The name {{name}} leads nowhere. Check the dynamic DNS entry.",
    "not-public": "{{address}} is no address of the internet.",
    hairpin:
      "Tried from inside, which can't tell: many routers do not turn such a call around. Let a telephone on mobile data or a test server outside prove it.",
    "not-at-site":
      "This laptop is not at the site: it is seen on the internet as {{address}}. The page for the telephone works at the site only; from here the forwards can be tested directly.",
    "by-hand-refused":
      "No telephone opens port {{port}}: browsers refuse it. Forward another one to this laptop, such as 48080.",
    "by-hand-low": "This laptop may not use port {{port}} itself. Forward one from 1024 on to it, such as 48080.",
    "by-hand-taken": "Another program on this laptop uses port {{port}}. Forward another one to it, such as 48080.",
    "no-port": "No port could be had for this test.",
  },
  phone: {
    "firewall-shut":
      "This laptop itself turns away connections at port {{port}}. Allow Farsite in its firewall first, or no telephone gets in, whatever the line does.",
    "firewall-on":
      "This laptop may have a firewall of its own ({{names}}). If the telephone gets no page, allow incoming connections at TCP port {{port}} for Farsite; where the system asks, allow private and public networks.",
    "port-refused": "No browser opens port {{wanted}}, so the telephone tests the way at port {{port}}.",
    "port-taken":
      "Port {{wanted}} leads to the device already and stays as it is, so the telephone tests the way at port {{port}}.",
    "port-shared": "Port {{wanted}} is not one of this line's own, so the telephone tests the way at port {{port}}.",
    "port-other": "The router gave port {{port}} in place of {{wanted}}.",
    "router-address":
      "The router thinks that its address is {{external}}, the internet sees {{address}}: another box in between has to let the call through.",
    "nobody-outside": "Nobody came from outside in time. What the visits showed stands above.",
    "nobody-shut":
      "Nobody came, and nobody could: this laptop turns away connections at port {{port}}. Allow Farsite in its firewall and test again. This says nothing about the line.",
    "nobody-firewall":
      "Nobody came. This laptop's own firewall ({{names}}) may have kept them away: allow incoming connections at TCP port {{port}} and test again before you blame the line.",
    nobody:
      "Nobody came. If the telephone was on mobile data and got no page, the way in is closed: by the provider, or by another box before the router.",
  },
  stale: {
    "forward-changed": "The forward was changed after the test: test it again.",
    "tunnel-changed": "The tunnel was made, changed or removed after the test: test it again.",
    "address-changed": "The line had another address then ({{before}}, now {{now}}): test it again.",
    "in-future": "The test bears a date that is yet to come, so a clock was wrong: test it again.",
    old_one: "The test is {{count}} day old: test it again.",
    old_other: "The test is {{count}} days old: test it again.",
  },
  verify: {
    none: "No port of this site is forwarded, so there is nothing to test.",
    row: "{{transport}} {{port}} to {{address}}:{{internalPort}}: {{outcome}}",
    latency: "{{ms}} ms",
    allProven: "All forwards are proven.",
    notAllProven: "{{proven}} of {{count}} forwards are proven.",
    saved: "Kept in the survey.",
    unchanged: "As last time; not kept again.",
  },
};

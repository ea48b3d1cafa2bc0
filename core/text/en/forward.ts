/** Lasting port forwards: what a router said to them, and what to do about it. */
export const forward = {
  refused: {
    "only-for-itself":
      "This router opens ports only for the device that asks, not for another one. Enter the forward by hand in the router's pages.",
    "not-allowed":
      "The router does not allow this laptop to open ports. Allow it in the router's pages (often “UPnP” or “independent port sharing”), or enter the forward there by hand.",
    "needs-a-person": "Somebody must allow this in the router's pages first. Or enter the forward there by hand.",
    taken:
      "Outside port {{port}} is taken: it leads to {{address}}, port {{toPort}}. Nothing was changed. Choose another outside port, or remove that entry in the router's pages.",
    "taken-named":
      "Outside port {{port}} is taken: it leads to {{address}}, port {{toPort}}, and is called “{{name}}”. Nothing was changed. Choose another outside port, or remove that entry in the router's pages.",
    "taken-unseen":
      "The outside port is taken by something that the router does not show, often a forward entered by hand. Choose another outside port, or look in the router's pages.",
    "stands-already":
      "Outside port {{port}} leads to this device already, by an entry that this Farsite did not make. Nothing was changed. Use it as it is and test it from outside, or remove it in the router's pages first.",
    "stands-switched-off":
      "An entry for outside port {{port}} and this device is in the router already, but switched off. Switch it on in the router's pages, or remove it there and try again.",
    "cannot-look":
      "The router does not tell which ports are taken, so Farsite leaves its list alone: it could overwrite somebody's entry. Enter the forward by hand in the router's pages.",
    "same-port-only":
      "This router opens only the same port inside and outside. Choose the device's own port as the outside port.",
    "named-peers-only":
      "This router opens ports only for peers that are named one by one, which does not fit an app. Enter the forward by hand in the router's pages.",
    "all-ports-only":
      "This router would open all ports at once, which Farsite does not ask for. Enter the forward by hand in the router's pages.",
    "other-port":
      "The router would give outside port {{granted}} only, not {{wanted}}. It was closed again. Choose another outside port, or enter the forward by hand.",
    "keeps-nothing":
      "The router said yes, but its list does not show the forward. Restart the router and try again, or enter the forward by hand in its pages.",
    "leads-elsewhere":
      "The router said yes, but the entry it made leads to {{address}}, port {{toPort}}. It was closed again. Enter the forward by hand in the router's pages.",
    "made-switched-off":
      "The router made the entry, but leaves it switched off. It was removed again. Enter the forward by hand in the router's pages.",
    "line-down":
      "The router refuses, which mostly means that its internet line is down, or that its own internet address is a private one. Check the line first.",
    "no-port-to-give":
      "The router has no port to give: its list is full, or its own internet address is a private one. Check the line first.",
    "share-used-up": "The router lets this laptop open no more ports. Enter the forward by hand in the router's pages.",
    full: "The router's list of open ports is full. Remove entries in the router's pages that nobody needs, then try again.",
    "not-offered": "The router can't do this. Enter the forward by hand in its pages.",
    "not-understood": "The router does not understand the request. Enter the forward by hand in its pages.",
    "no-lease-fits":
      "The router accepts no lease time that Farsite asks for. Enter the forward by hand in the router's pages.",
    "seen-differently":
      "The router sees this laptop under another address, so a box in between translates. Connect the laptop to the router directly and try again.",
    "firewall-off": "The router's IPv6 firewall is off, so nothing needs to be opened. Test from outside at once.",
    "no-pinholes": "The router does not let this laptop open its IPv6 firewall. Open it by hand in the router's pages.",
    code: "The router refuses with error {{code}}. Enter the forward by hand in its pages.",
    named: "The router refuses: {{name}}. Enter the forward by hand in its pages.",
    plain: "The router refuses without a reason. Enter the forward by hand in its pages.",
  },
  failed: {
    "no-router": "This laptop has no way to a router. Connect it to the customer's network and try again.",
    "nameless-router":
      "The router's hardware address can't be read here, so Farsite could not recognise this router again to close the forward. Enter it by hand in the router's pages.",
    "no-ipv6": "This laptop has no IPv6 here, which the router's IPv6 firewall can't be opened without.",
    "not-spoken":
      "The router does not answer to {{protocol}}. Switch it on in the router's pages, or enter the forward by hand.",
    silent:
      "The router stopped answering in the middle; it may be restarting. Wait until it is back, then try again. What was begun is noted down.",
    left: "The router opened something else than asked, and did not confirm that it is closed again. Farsite tries again when it starts here the next time; look in the router's pages, too.",
    "old-one-left":
      "The router did not confirm that the forward as it was before is closed. Wait a minute and try again, or remove it in the router's pages.",
    "not-written":
      "The forward could not be noted down on this laptop, so nothing was asked of the router. Free some disk space and try again.",
    "not-a-device":
      "{{address}} is no address of a device on this site, so nothing was opened. Choose the recorder again.",
    "the-router-itself":
      "{{address}} is the router itself. Farsite does not open a router's own pages to the internet.",
    "not-own-network": "{{address}} is not in a network that this laptop is on. Connect it to the device's network.",
    "no-such-name":
      "There is no address under this name yet. Check how it is written, and wait some minutes after it was set up.",
    "no-name-server": "No name server answers here. Check the internet line, then try again.",
    cancelled: "Cancelled. What was begun has been taken back, or is noted down for the next start here.",
    unexpected: "This did not work: {{detail}}",
  },
  offer: {
    nothing:
      "The router answers to none of UPnP, PCP and NAT-PMP. Switch UPnP on in its pages, or enter forwards there by hand.",
  },
};

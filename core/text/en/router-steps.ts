/** What a person does in a router's pages: `core/forward/router-steps.ts`. Names in quotes are the router's own. */
export const routerSteps = {
  open: "Open the router's pages: {{where}}. The password is often on its label.",
  "open-either": "Open the router's pages: {{page}} or {{address}}. The password is often on its label.",
  "open-somehow": "Open the router's pages; its address is on its label.",
  menu: "Go to {{en}}.",
  press: "Press “{{en}}”.",
  "find-forward": "Look for port forwarding; it is often under Internet, NAT, Firewall or Advanced.",
  "new-rule_one": "Add a new rule with these values:",
  "new-rule_other": "Add {{count}} new rules with these values:",
  rule: {
    label: "Rule “{{name}}”",
    same: "{{transport}} port {{externalPort}} to {{address}}, same port there",
    other: "{{transport}} port {{externalPort}} outside to {{address}}, port {{internalPort}} there",
  },
  save: "Save, and wait until the router has taken it.",
  "save-with": "Press “{{en}}”, and wait until the router has taken it.",
  repeat_one: "Do this for the rule below.",
  repeat_other: "Do this for each of the {{count}} rules below.",
  value: {
    on: "Switched on",
    device: "The device with {{address}}",
    anybody: "Leave empty, or enter the addresses from which it is watched if they never change",
  },
  "not-known":
    "What the pages of this router look like is not known here. Every router has these values, under names of its own.",
  "other-names":
    "Other names for it: virtual server, NAT rule, pinhole, port mapping, port sharing, application. Outside port: WAN, public or start port. Inside: LAN, private or local port.",
  known: {
    high: "These are the pages of {{family}}, by its maker. Another version may call them differently.",
    medium: "These are the pages of {{family}}, by public guides. Another version may call them differently.",
    low: "These may be the pages of {{family}}: nobody has checked it. If they look different, go by the meaning.",
  },
  pinhole: {
    find: "Look for the IPv6 firewall; it is often under IPv6, Firewall, or beside port forwarding.",
    rule: "Let {{transport}} from outside through to {{endpoint}}, and nothing else.",
    suffix: "Where the router asks for the interface ID or suffix instead of the whole address, enter {{suffix}}.",
  },
  bridge: {
    find: "Look for “bridge mode”, “modem mode”, “IP passthrough” or “exposed host”; it is often under Internet, WAN or Network.",
    setting: "What it is called",
    restart: "Save, wait until both boxes have started again, then check the line once more.",
    impossible: "{{family}} cannot be made a plain modem.",
    some: "Only some models or versions of {{family}} can do this, often only if the provider allows it.",
    "not-known":
      "Whether this box can do it is not known here. Providers often switch it on by telephone where the menu is missing.",
  },
  backup: {
    find: "Look for “backup”, “save settings” or “export”; it is often under System, Administration or Maintenance.",
  },
  ddns: {
    find: "Look for “dynamic DNS” or “DDNS”; it is often under Internet, WAN or Services.",
    providers: "Services that the router knows",
  },
};

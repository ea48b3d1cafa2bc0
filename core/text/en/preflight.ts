/** What a device told after a login of whether it is ready to be reached from outside (`core/lan/preflight.ts`). */
export const preflight = {
  activated: {
    done: { title: "It is activated and has a password" },
    missing: {
      title: "It is not activated: it has no password yet",
      whatToDo:
        "Give it a strong password before anything else. Until then everybody on this network can take it over.",
    },
  },
  gateway: {
    set: { title: "Its gateway is {{gateway}}" },
    unknown: {
      title: "Its gateway is not known",
      whatToDo: "Look in its network settings: it must be the address of the router.",
    },
    missing: {
      title: "It has no gateway, so nobody outside can reach it",
      whatToDo: "Enter the router's address as its gateway. Without one no forward, app or cloud service works.",
    },
    itself: {
      title: "It has its own address {{gateway}} as its gateway",
      whatToDo: "Enter the router's address as its gateway. As it is, nobody outside can reach it.",
    },
    elsewhere: {
      title: "Its gateway {{gateway}} is not in its own network ({{network}})",
      whatToDo: "Correct gateway, address or mask in the device. As it is, nobody outside can reach it.",
    },
    other: {
      title: "Its gateway is {{gateway}}, the router here is {{router}}",
      whatToDo:
        "A forward on {{router}} works only when the answers go back through it. Enter {{router}} as the gateway, unless {{gateway}} is the router with the forward.",
    },
  },
  dns: {
    set: { title: "It has a name server: {{servers}}" },
    unknown: { title: "Its name server (DNS) is not known", whatToDo: "Look in its network settings." },
    missing: {
      title: "It has no name server (DNS)",
      whatToDo: "Enter the router's address as its name server. Time, e-mail, updates and apps need it.",
    },
  },
  "address-mode": {
    fixed: { title: "Its address is set by hand and stays" },
    unknown: {
      title: "Whether its address stays is not known",
      whatToDo: "Look in its network settings: a forward breaks when the address changes.",
    },
    dhcp: {
      title: "Its address comes from the router and may change (DHCP)",
      whatToDo:
        "Reserve the address for it in the router, or set it in the device outside the router's range. A forward breaks when the address changes.",
    },
  },
  "ip-filter": {
    off: { title: "Its address filter is off" },
    deny: {
      title_one: "Its address filter keeps {{count}} address out, all others get in",
      title_other: "Its address filter keeps {{count}} addresses out, all others get in",
    },
    on: {
      title: "Its address filter is on, and does not say whom it lets in",
      whatToDo: "Look at it in the device: it may refuse everybody who comes from outside.",
    },
    some: {
      title_one: "Its address filter lets only {{count}} address in",
      title_other: "Its address filter lets only {{count}} addresses in",
      whatToDo: "Add the addresses from which it is to be watched, or switch the filter off. All others are refused.",
    },
    closed: {
      title: "Its address filter refuses everybody from outside",
      whatToDo:
        "It lets only addresses of private networks in. Add the addresses from which it is to be watched, or switch the filter off.",
    },
    unknown: {
      title: "Whether it filters addresses is not known",
      whatToDo: "Look for “IP filter”, “access filter” or “firewall” in its settings.",
    },
  },
  clock: {
    kept: { title: "Its clock is right and takes the time from a server" },
    right: { title: "Its clock is right" },
    drifts: {
      title: "Its clock is right now, but no time server keeps it so",
      whatToDo: "Switch NTP on in the device. A clock alone is minutes off within months.",
    },
    minutes: {
      title_one: "Its clock is {{count}} minute off",
      title_other: "Its clock is {{count}} minutes off",
      whatToDo: "Set the time and a time server (NTP) in the device. Logins of apps fail when the clock is wrong.",
    },
    hours: {
      title_one: "Its clock is {{count}} hour off",
      title_other: "Its clock is {{count}} hours off",
      whatToDo: "Check time zone and summer time in the device, then set a time server (NTP).",
    },
    days: {
      title_one: "Its clock is {{count}} day off",
      title_other: "Its clock is {{count}} days off",
      whatToDo: "Set date and time. If it happens again after a power cut, the battery on its board is empty.",
    },
    noServer: {
      title: "No time server keeps its clock right",
      whatToDo: "Switch NTP on in the device, and compare its clock with yours.",
    },
    unknown: { title: "Its clock is not known", whatToDo: "Compare the time in its picture with yours." },
  },
  ports: {
    listed: {
      title: "Its ports are {{ports}}",
      whatToDo: "Forward only those that are needed, by these numbers. A VPN needs none of them.",
    },
  },
  firmware: {
    recent: { title: "Its firmware {{firmware}} is recent" },
    old: {
      title_one: "Its firmware {{firmware}} is {{count}} year old",
      title_other: "Its firmware {{firmware}} is {{count}} years old",
      whatToDo: "Look on the maker's site for a newer one before it is opened to the internet.",
    },
    undated: {
      title: "Its firmware is {{firmware}}",
      whatToDo: "Compare it with the newest on the maker's site before it is opened to the internet.",
    },
  },
  upnp: {
    off: { title: "It opens no ports on the router by itself (UPnP off)" },
    on: {
      title: "It opens ports on the router by itself (UPnP on)",
      whatToDo: "Switch UPnP off in the device and forward what is needed by hand, or nobody knows what is open.",
    },
    unknown: {
      title: "Whether it opens ports by itself (UPnP) is not known",
      whatToDo: "Look for “UPnP” or “port mapping” in its network settings.",
    },
  },
  cloud: {
    off: { title: "The maker's cloud is off" },
    on: {
      title: "The maker's cloud is on: it can be reached through it without a forward",
      whatToDo: "Leave it on only if the customer uses the maker's app, and not beside a forward for the same purpose.",
    },
    unknown: {
      title: "Whether the maker's cloud is on is not known",
      whatToDo: "Look for “P2P”, “platform access” or “cloud” in its network settings.",
    },
  },
};

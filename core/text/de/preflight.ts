import type * as english from "../en/preflight.ts";

export const preflight: typeof english.preflight = {
  activated: {
    done: { title: "Es ist aktiviert und hat ein Passwort" },
    missing: {
      title: "Es ist nicht aktiviert: Es hat noch kein Passwort",
      whatToDo: "Geben Sie ihm zuerst ein starkes Passwort. Bis dahin kann es jeder in diesem Netz übernehmen.",
    },
  },
  gateway: {
    set: { title: "Sein Gateway ist {{gateway}}" },
    unknown: {
      title: "Sein Gateway ist nicht bekannt",
      whatToDo: "Sehen Sie in seinen Netzwerkeinstellungen nach: Dort muss die Adresse des Routers stehen.",
    },
    missing: {
      title: "Es hat kein Gateway, also erreicht es von außen niemand",
      whatToDo:
        "Tragen Sie die Adresse des Routers als Gateway ein. Ohne geht keine Weiterleitung, keine App und kein Cloud-Dienst.",
    },
    itself: {
      title: "Als Gateway steht seine eigene Adresse {{gateway}} darin",
      whatToDo: "Tragen Sie die Adresse des Routers als Gateway ein. So erreicht es von außen niemand.",
    },
    elsewhere: {
      title: "Sein Gateway {{gateway}} liegt nicht in seinem eigenen Netz ({{network}})",
      whatToDo: "Berichtigen Sie Gateway, Adresse oder Maske im Gerät. So erreicht es von außen niemand.",
    },
    other: {
      title: "Sein Gateway ist {{gateway}}, der Router hier ist {{router}}",
      whatToDo:
        "Eine Weiterleitung auf {{router}} geht nur, wenn die Antworten durch ihn zurückgehen. Tragen Sie {{router}} als Gateway ein, außer {{gateway}} ist der Router mit der Weiterleitung.",
    },
  },
  dns: {
    set: { title: "Es hat einen Namensserver: {{servers}}" },
    unknown: {
      title: "Sein Namensserver (DNS) ist nicht bekannt",
      whatToDo: "Sehen Sie in seinen Netzwerkeinstellungen nach.",
    },
    missing: {
      title: "Es hat keinen Namensserver (DNS)",
      whatToDo:
        "Tragen Sie die Adresse des Routers als Namensserver ein. Uhrzeit, E-Mail, Updates und Apps brauchen ihn.",
    },
  },
  "address-mode": {
    fixed: { title: "Seine Adresse ist von Hand eingestellt und bleibt" },
    unknown: {
      title: "Ob seine Adresse bleibt, ist nicht bekannt",
      whatToDo:
        "Sehen Sie in seinen Netzwerkeinstellungen nach: Eine Weiterleitung geht nicht mehr, wenn sich die Adresse ändert.",
    },
    dhcp: {
      title: "Seine Adresse kommt vom Router und kann sich ändern (DHCP)",
      whatToDo:
        "Reservieren Sie die Adresse im Router, oder stellen Sie sie im Gerät außerhalb des Bereichs ein, den der Router vergibt. Eine Weiterleitung geht nicht mehr, wenn sich die Adresse ändert.",
    },
  },
  "ip-filter": {
    off: { title: "Sein Adressfilter ist aus" },
    deny: {
      title_one: "Sein Adressfilter sperrt {{count}} Adresse, alle anderen kommen hinein",
      title_other: "Sein Adressfilter sperrt {{count}} Adressen, alle anderen kommen hinein",
    },
    on: {
      title: "Sein Adressfilter ist an und sagt nicht, wen er hineinlässt",
      whatToDo: "Sehen Sie ihn im Gerät an: Vielleicht weist er alle ab, die von außen kommen.",
    },
    some: {
      title_one: "Sein Adressfilter lässt nur {{count}} Adresse hinein",
      title_other: "Sein Adressfilter lässt nur {{count}} Adressen hinein",
      whatToDo:
        "Tragen Sie die Adressen ein, von denen aus zugesehen wird, oder schalten Sie den Filter aus. Alle anderen werden abgewiesen.",
    },
    closed: {
      title: "Sein Adressfilter weist alle von außen ab",
      whatToDo:
        "Er lässt nur Adressen privater Netze hinein. Tragen Sie die Adressen ein, von denen aus zugesehen wird, oder schalten Sie den Filter aus.",
    },
    unknown: {
      title: "Ob es Adressen filtert, ist nicht bekannt",
      whatToDo: "Suchen Sie in seinen Einstellungen nach „IP-Filter“, „Zugriffsfilter“ oder „Firewall“.",
    },
  },
  clock: {
    kept: { title: "Seine Uhr geht richtig und holt die Zeit von einem Server" },
    right: { title: "Seine Uhr geht richtig" },
    drifts: {
      title: "Seine Uhr geht jetzt richtig, aber kein Zeitserver hält sie so",
      whatToDo: "Schalten Sie im Gerät NTP ein. Eine Uhr allein geht nach Monaten um Minuten falsch.",
    },
    minutes: {
      title_one: "Seine Uhr geht um {{count}} Minute falsch",
      title_other: "Seine Uhr geht um {{count}} Minuten falsch",
      whatToDo:
        "Stellen Sie im Gerät die Zeit und einen Zeitserver (NTP) ein. Anmeldungen von Apps scheitern, wenn die Uhr falsch geht.",
    },
    hours: {
      title_one: "Seine Uhr geht um {{count}} Stunde falsch",
      title_other: "Seine Uhr geht um {{count}} Stunden falsch",
      whatToDo: "Prüfen Sie im Gerät Zeitzone und Sommerzeit, stellen Sie dann einen Zeitserver (NTP) ein.",
    },
    days: {
      title_one: "Seine Uhr geht um {{count}} Tag falsch",
      title_other: "Seine Uhr geht um {{count}} Tage falsch",
      whatToDo:
        "Stellen Sie Datum und Zeit. Wenn es nach einem Stromausfall wieder so ist, ist die Batterie auf seiner Platine leer.",
    },
    noServer: {
      title: "Kein Zeitserver hält seine Uhr richtig",
      whatToDo: "Schalten Sie im Gerät NTP ein und vergleichen Sie seine Uhr mit Ihrer.",
    },
    unknown: {
      title: "Seine Uhr ist nicht bekannt",
      whatToDo: "Vergleichen Sie die Zeit in seinem Bild mit Ihrer.",
    },
  },
  ports: {
    listed: {
      title: "Seine Ports sind {{ports}}",
      whatToDo: "Leiten Sie nur weiter, was gebraucht wird, mit diesen Nummern. Ein VPN braucht keinen davon.",
    },
  },
  firmware: {
    recent: { title: "Seine Firmware {{firmware}} ist neu" },
    old: {
      title_one: "Seine Firmware {{firmware}} ist {{count}} Jahr alt",
      title_other: "Seine Firmware {{firmware}} ist {{count}} Jahre alt",
      whatToDo: "Suchen Sie beim Hersteller nach einer neueren, bevor es ins Internet geöffnet wird.",
    },
    undated: {
      title: "Seine Firmware ist {{firmware}}",
      whatToDo: "Vergleichen Sie sie mit der neuesten des Herstellers, bevor es ins Internet geöffnet wird.",
    },
  },
  upnp: {
    off: { title: "Es öffnet am Router keine Ports von selbst (UPnP aus)" },
    on: {
      title: "Es öffnet am Router von selbst Ports (UPnP an)",
      whatToDo:
        "Schalten Sie UPnP im Gerät aus und leiten Sie von Hand weiter, was gebraucht wird. Sonst weiß niemand, was offen ist.",
    },
    unknown: {
      title: "Ob es von selbst Ports öffnet (UPnP), ist nicht bekannt",
      whatToDo: "Suchen Sie in seinen Netzwerkeinstellungen nach „UPnP“ oder „Portzuordnung“.",
    },
  },
  cloud: {
    off: { title: "Die Cloud des Herstellers ist aus" },
    on: {
      title: "Die Cloud des Herstellers ist an: Es ist darüber ohne Weiterleitung erreichbar",
      whatToDo:
        "Lassen Sie sie nur an, wenn der Kunde die App des Herstellers benutzt, und nicht neben einer Weiterleitung für denselben Zweck.",
    },
    unknown: {
      title: "Ob die Cloud des Herstellers an ist, ist nicht bekannt",
      whatToDo: "Suchen Sie in seinen Netzwerkeinstellungen nach „P2P“, „Plattformzugriff“ oder „Cloud“.",
    },
  },
};

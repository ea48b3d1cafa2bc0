import type * as english from "../en/router-steps.ts";

export const routerSteps: typeof english.routerSteps = {
  open: "Öffnen Sie die Seiten des Routers: {{where}}. Das Passwort steht oft auf dem Aufkleber.",
  "open-either":
    "Öffnen Sie die Seiten des Routers: {{page}} oder {{address}}. Das Passwort steht oft auf dem Aufkleber.",
  "open-somehow": "Öffnen Sie die Seiten des Routers; seine Adresse steht auf dem Aufkleber.",
  menu: "Gehen Sie zu {{de}}.",
  press: "Drücken Sie „{{de}}“.",
  "find-forward":
    "Suchen Sie die Portweiterleitung (Portfreigabe); sie steht oft unter Internet, NAT, Firewall oder Erweitert.",
  "new-rule_one": "Legen Sie eine neue Regel mit diesen Werten an:",
  "new-rule_other": "Legen Sie {{count}} neue Regeln mit diesen Werten an:",
  rule: {
    label: "Regel „{{name}}“",
    same: "{{transport}}-Port {{externalPort}} an {{address}}, dort derselbe Port",
    other: "{{transport}}-Port {{externalPort}} außen an {{address}}, dort Port {{internalPort}}",
  },
  save: "Speichern Sie und warten Sie, bis der Router es übernommen hat.",
  "save-with": "Drücken Sie „{{de}}“ und warten Sie, bis der Router es übernommen hat.",
  repeat_one: "Tun Sie das für die Regel unten.",
  repeat_other: "Tun Sie das für jede der {{count}} Regeln unten.",
  value: {
    on: "Eingeschaltet",
    device: "Das Gerät mit {{address}}",
    anybody: "Leer lassen, oder die Adressen eintragen, von denen aus geschaut wird, wenn sie sich nie ändern",
  },
  "not-known":
    "Wie die Seiten dieses Routers aussehen, ist hier nicht bekannt. Jeder Router hat diese Werte, unter eigenen Namen.",
  "other-names":
    "Andere Namen dafür: Virtueller Server, NAT-Regel, Portfreigabe, Port-Mapping, Anwendung. Port außen: WAN-, öffentlicher oder Start-Port. Innen: LAN-, privater oder lokaler Port.",
  known: {
    high: "Das sind die Seiten von {{family}}, laut Hersteller. Eine andere Version kann sie anders nennen.",
    medium:
      "Das sind die Seiten von {{family}}, laut öffentlichen Anleitungen. Eine andere Version kann sie anders nennen.",
    low: "Das könnten die Seiten von {{family}} sein: Niemand hat es geprüft. Sehen sie anders aus, gehen Sie nach dem Sinn.",
  },
  pinhole: {
    find: "Suchen Sie die IPv6-Firewall; sie steht oft unter IPv6, Firewall oder bei der Portweiterleitung.",
    rule: "Lassen Sie {{transport}} von außen zu {{endpoint}} durch und sonst nichts.",
    suffix: "Fragt der Router statt der ganzen Adresse nach der Interface-ID, tragen Sie {{suffix}} ein.",
  },
  bridge: {
    find: "Suchen Sie „Bridge-Modus“, „Modembetrieb“, „IP-Passthrough“ oder „Exposed Host“; oft unter Internet, WAN oder Netzwerk.",
    setting: "Wie es heißt",
    restart:
      "Speichern Sie, warten Sie, bis beide Geräte neu gestartet sind, und prüfen Sie dann die Leitung noch einmal.",
    impossible: "{{family}} lässt sich nicht als reines Modem betreiben.",
    some: "Das können nur manche Modelle oder Versionen von {{family}}, oft nur, wenn der Anbieter es zulässt.",
    "not-known":
      "Ob dieses Gerät das kann, ist hier nicht bekannt. Anbieter schalten es oft am Telefon frei, wo das Menü fehlt.",
  },
  backup: {
    find: "Suchen Sie „Sicherung“, „Einstellungen speichern“ oder „Export“; oft unter System, Verwaltung oder Wartung.",
  },
  ddns: {
    find: "Suchen Sie „Dynamisches DNS“ oder „DDNS“; oft unter Internet, WAN oder Dienste.",
    providers: "Dienste, die der Router kennt",
  },
};

import type * as english from "../en/walk-double-nat.ts";

export const doubleNat: typeof english.doubleNat = {
  title: {
    boxes: "Wem gehört was",
    way: "Welcher Weg",
    risk: "Risiko",
    change: "Geräte umstellen",
    check: "Leitung prüfen",
    done: "Fertig",
    "undo-by-hand": "Zurückstellen",
  },
  action: {
    next: "Weiter",
    accept: "Dieses Risiko annehmen",
    changed: "Es ist umgestellt: Leitung prüfen",
    "changed-no-check": "Es ist erledigt",
    check: "Leitung noch einmal prüfen",
    restored: "Es ist wie vorher",
    leave: { way: "So lassen und zurück", abandoned: "So lassen und aufhören" },
  },
  field: {
    way: "Was getan werden soll",
    acceptedBy: "Angenommen von",
    role: "Funktion",
    reason: "Grund",
  },
  fact: {
    router: "Router",
    "inner-wan": "Seine Adresse zum äußeren Gerät hin",
    outer: "Äußeres Gerät {{number}}",
  },
  box: {
    installer: "{{name}}, {{address}}: unser Gerät",
    customer: "{{name}}, {{address}}: Gerät des Kunden",
    carrier: "{{name}}, {{address}}: Gerät des Anbieters",
    unknown: "{{name}}, {{address}}: nicht bekannt, wem es gehört",
    nobody: "{{name}}, {{address}}",
  },
  boxes: {
    lead: "Zwei Geräte am Objekt übersetzen hintereinander. Was von außen kommt, endet am äußeren. Eines muss damit aufhören, oder beide müssen es weitergeben.",
    why: "Worauf das beruht",
  },
  way: {
    lead: "Das Beste zuerst. Jedes lässt sich zurückstellen.",
    bridge: {
      name: "Das äußere Gerät reicht nur durch (Bridge-Modus)",
      hint: "Der Router bekommt die öffentliche Adresse. Am saubersten; das äußere Gerät verliert WLAN und Netzwerkbuchsen.",
      "not-here": "Dieses Gerät lässt sich, soweit bekannt, nicht als reines Modem betreiben.",
    },
    "access-point": {
      name: "Der innere Router wird zum Access Point",
      hint: "Das äußere Gerät macht alles. Geräte bekommen neue Adressen; von Hand eingestellte müssen geändert werden.",
    },
    both: {
      name: "Beide bleiben, der Port wird in beiden weitergeleitet",
      hint: "Sonst ändert sich nichts. Zwei Stellen zu pflegen, und beide Adressen dürfen sich nie ändern.",
    },
    "exposed-host": {
      name: "Das äußere Gerät reicht alles an das innere weiter (Exposed Host, DMZ)",
      hint: "Für äußere Geräte ohne Bridge-Modus. Der innere Router steht offen im Internet und schützt allein.",
    },
  },
  risk: {
    title: "Der innere Router bekommt alles, was aus dem Internet kommt",
    whatToDo:
      "Nur wenn es ein richtiger Router ist, mit eingeschalteter Firewall, aktueller Firmware und ohne Zugriff von außen auf seine Seiten. Nie auf einen Rekorder oder Computer richten.",
  },
  warn: {
    telephony: "Telefon und Fernsehen des Anbieters können am äußeren Gerät hängen: Probieren Sie danach beides.",
    "wifi-off": "WLAN und Buchsen des äußeren Geräts gehen dann meist nicht mehr: Wer benutzt sie?",
    "login-moves":
      "Der Router braucht jetzt vielleicht die Zugangsdaten (PPPoE) oder die VLAN-Nummer des Anbieters: Halten Sie beides bereit.",
    "addresses-change":
      "Alle Geräte bekommen Adressen vom äußeren Gerät. Rekorder und Kameras mit von Hand eingestellter Adresse müssen geändert werden.",
    "inner-firewall": "Die Firewall des inneren Routers ist jetzt die einzige.",
    "providers-box":
      "Das Gerät gehört dem Anbieter: Manches kann gesperrt sein oder durch ein Update zurückgestellt werden. Fragen Sie vorher.",
    whose: "Wem das Gerät gehört, war nicht sicher festzustellen. Fragen Sie den Kunden, bevor Sie es umstellen.",
    several:
      "{{count}} Geräte außerhalb des Routers übersetzen. Beginnen Sie mit dem nächsten und prüfen Sie dann neu.",
  },
  do: {
    bridge: { login: "Schreiben Sie Zugangsdaten und VLAN-Nummer des Anbieters auf, falls die Leitung welche hat." },
    "access-point": {
      backup: "Speichern Sie die Einstellungen des inneren Routers als Datei, und legen Sie sie unten ab.",
      mode: "Stellen Sie den inneren Router auf „Access Point“. Ohne diesen Modus: DHCP ausschalten und ihm eine freie Adresse im Netz des äußeren Geräts ({{address}}) geben.",
      cable: "Ohne diesen Modus stecken Sie das Kabel zum äußeren Gerät in eine LAN-Buchse statt in WAN.",
      addresses: "Starten Sie alle Geräte neu, damit sie neue Adressen bekommen.",
      recorder:
        "Geben Sie Rekorder und Kameras mit von Hand eingestellter Adresse eine aus dem neuen Netz, mit {{address}} als Gateway.",
    },
    both: {
      reserve: "Reservieren Sie {{innerWan}} im äußeren Gerät für den inneren Router, damit sie sich nie ändert.",
      walk: "Beginnen Sie dann die Anleitung „Portweiterleitung“: Sie führt durch beide Geräte.",
    },
    "exposed-host": {
      reserve:
        "Reservieren Sie {{innerWan}} im äußeren Gerät ({{address}}) für den inneren Router, damit sie sich nie ändert.",
      setting: "Tragen Sie im äußeren Gerät {{innerWan}} als „Exposed Host“ oder „DMZ“ ein.",
      firewall: "Im inneren Router: Firewall an, Zugriff von außen auf seine Seiten aus, UPnP aus.",
      walk: "Beginnen Sie dann die Anleitung „Portweiterleitung“: Für das äußere Gerät sagen Sie, dass es eingetragen ist.",
    },
  },
  check: {
    lead: "Nur eine Prüfung zeigt, ob die zweite Übersetzung weg ist.",
  },
  still: {
    "double-nat": "Zwei Geräte übersetzen immer noch.",
    nat64: "Die Leitung hat jetzt nur IPv6. Stellen Sie zurück, oder fragen Sie den Anbieter.",
    offline: "Draußen antwortet nichts: Die Leitung ist unten, oder der Router hat die Zugangsdaten noch nicht.",
    unknown: "Was die Leitung ist, ließ sich nicht feststellen. Sehen Sie sich das Ergebnis der Prüfung an.",
  },
  cause: {
    "not-restarted": "Wurden beide Geräte neu gestartet, das äußere zuerst? Es kann einige Minuten dauern.",
    "wrong-socket": "Steckt der Router in der richtigen Buchse? Im Bridge-Modus geht oft nur eine.",
    "not-saved": "Zeigt das äußere Gerät die neue Einstellung noch? Manchmal muss der Anbieter sie freigeben.",
    "third-box": "Gibt es ein drittes Gerät, etwa ein Modem des Anbieters oder eine Mesh-Station, die routet?",
  },
  done: {
    public: "Fertig: Der Router hat die öffentliche Adresse. Eine Weiterleitung geht jetzt.",
    cgnat:
      "Der zweite Router ist weg, und jetzt zeigt sich: Der Anbieter übersetzt (CGNAT). Eine Weiterleitung führt weiter ins Leere; fragen Sie nach einer öffentlichen Adresse, oder nehmen Sie ein VPN oder Relay.",
    "shared-address":
      "Der zweite Router ist weg. Die Leitung teilt ihre öffentliche Adresse: Nur manche Ports gehören ihr.",
    firewalled:
      "Der zweite Router ist weg, und etwas sperrt immer noch, was von außen kommt. Sehen Sie sich das Ergebnis der Prüfung an.",
    both: "Beide Geräte bleiben. Die Anleitung „Portweiterleitung“ öffnet den Port in beiden und weist ihn nach.",
    "exposed-host": "Das äußere Gerät reicht alles weiter. Ob es geht, zeigt nur der Nachweis einer Weiterleitung.",
    "test-all": "Probieren Sie WLAN, Telefon, Fernsehen und den Rekorder, bevor Sie gehen.",
    "next-forward": "Weiter geht es mit der Anleitung „Portweiterleitung“.",
  },
  undo: {
    lead: "Was an den Geräten umgestellt wurde, können nur Sie zurückstellen.",
    bridge:
      "Schalten Sie den Bridge-Modus im äußeren Gerät aus, und lassen Sie den Router seine Adresse wieder von ihm beziehen.",
    "access-point": "Stellen Sie den inneren Router zurück auf „Router“, und sein Kabel in die WAN-Buchse.",
    backup: "Oder spielen Sie die Einstellungen aus der gesicherten Datei zurück.",
  },
  begin: {
    "not-checked": "Prüfen Sie zuerst dieses Objekt: Ob zwei Router übersetzen, ist nicht bekannt.",
    public: "Nichts zu tun: Der Router hat die öffentliche Adresse selbst.",
    cgnat:
      "Es ist kein zweiter Router am Objekt: Der Anbieter übersetzt (CGNAT). Das kann hier niemand ändern; fragen Sie nach einer öffentlichen Adresse.",
    "shared-address":
      "Es ist kein zweiter Router am Objekt: Der Anbieter verteilt die Adresse auf mehrere Kunden. Fragen Sie nach einer öffentlichen Adresse.",
    nat64: "Es ist kein zweiter Router am Objekt: Die Leitung hat nur IPv6, und der Anbieter übersetzt.",
    firewalled:
      "Nichts zu tun: Der Router hat die öffentliche Adresse selbst. Etwas anderes sperrt, was von außen kommt.",
    offline:
      "Bei der letzten Prüfung antwortete draußen nichts. Bringen Sie zuerst die Leitung zum Laufen, und prüfen Sie dann neu.",
    unknown:
      "Ob zwei Router übersetzen, ließ sich nicht feststellen. Machen Sie den einen Test, den das Ergebnis der Prüfung nennt, und prüfen Sie dann neu.",
  },
  refused: {
    way: "Wählen Sie, was getan werden soll.",
  },
};

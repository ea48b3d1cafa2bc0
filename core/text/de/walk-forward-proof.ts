import type * as english from "../en/walk-forward-proof.ts";

export const forwardProof: typeof english.forwardProof = {
  lead: {
    all: "Es ist nachgewiesen: Von draußen kommt man herein.",
    "not-yet":
      "Ob es geht, zeigt nur ein Test von außen. Nehmen Sie das Telefon im Mobilfunk oder den Server der Firma.",
    "no-vantage":
      "Ohne Server der Firma draußen weist das Telefon den Weg nach; bei Ports, die kein Browser öffnet, steht dieser Laptop für das Gerät ein.",
  },
  said: {
    proven: "von außen nachgewiesen",
    way: "der Weg ist nachgewiesen; das Gerät selbst wurde nicht gerufen",
    weak: "nur von innen gesehen, das ist kein Nachweis",
    unsure: "von außen antwortet etwas; ob es das Gerät ist, ist nicht sicher",
    stranger: "etwas anderes antwortet",
    refused: "kommt an und wird abgewiesen",
    silent: "nichts kommt herein",
    "held-silent": "der Router hält ihn, und nichts kommt herein",
    vanished: "im Router verschwunden",
    untested: "noch nicht getestet",
  },
  meaning: {
    vanished:
      "Der Router hat eine Weiterleitung vergessen. Manche tun das nach einem Neustart oder wenn eine Frist endet.",
    "held-silent":
      "Der Router sagt, es sei offen, und nichts kommt herein: Er gibt es nicht weiter, oder der Anbieter sperrt.",
    silent: "Von außen kam nichts herein.",
    refused: "Der Ruf erreichte das Objekt und wurde abgewiesen.",
    stranger: "Es antwortete etwas, das nicht das gewählte Gerät ist.",
    weak: "Das Objekt war von innen über seine öffentliche Adresse zu erreichen. Von außen kann es trotzdem zu sein.",
    unsure: "Auf den Anruf von außen hat etwas geantwortet, woran das Gerät nicht zu erkennen ist.",
  },
  try: {
    "open-again": "Öffnen Sie noch einmal, und testen Sie nach einigen Minuten neu.",
    "by-hand": "Verschwindet es wieder: Tragen Sie es von Hand im Router ein.",
    gateway: "Hat das Gerät den Router als Gateway? Sonst gehen seine Antworten nirgendwohin.",
    provider: "Sperrt der Anbieter diesen Port? Fragen Sie, oder probieren Sie außen eine andere Nummer.",
    "router-does-not":
      "Starten Sie den Router neu, oder tragen Sie es von Hand ein: Manche nehmen es an und tun nichts.",
    "other-port": "Nehmen Sie außen eine Nummer über 1024: Niedrige sind öfter gesperrt.",
    "entered-right": "Ist die Weiterleitung mit richtiger Adresse, Port und Protokoll eingetragen und eingeschaltet?",
    "port-inside": "Stimmt der Port innen, und ist der Dienst im Gerät eingeschaltet?",
    filter: "Lässt das Gerät nur manche Adressen herein (IP-Filter)?",
    "router-itself": "Hält der Router den Port für seinen eigenen Fernzugriff?",
    whose: "Führt die Weiterleitung zur richtigen Adresse?",
    "router-page": "Zeigt der Router draußen seine eigene Anmeldeseite? Schalten Sie seinen Fernzugriff aus.",
    "address-moved": "Hat ein anderes Gerät diese Adresse bekommen? Reservieren Sie sie für das gewählte.",
    "from-outside": "Testen Sie mit dem Telefon im Mobilfunk (WLAN aus) oder mit dem Server der Firma.",
    compare: "Ist es das Gerät? Öffnen Sie es von außen, in seiner App oder auf seiner Seite, und sehen Sie nach.",
  },
  done: {
    lead: "Es ist eingerichtet und nachgewiesen.",
    "lead-not-proven": "Es ist eingerichtet, und von außen nicht nachgewiesen.",
    risks_one: "Ein angenommenes Risiko steht im Bericht.",
    risks_other: "{{count}} angenommene Risiken stehen im Bericht.",
  },
  left: {
    "not-proven": "Von außen nicht nachgewiesen: {{reason}}",
    silent: "Das Gerät antwortete von hier aus nicht: {{reason}}",
    stays: "Seine Adresse ist noch nicht gehalten: Reservieren Sie sie im Router.",
    "not-looked": "Gateway und Adressfilter des Geräts wurden nicht angesehen.",
    "no-name": "Es gibt keinen Namen, der der Adresse folgt: Wechselt sie, findet niemand das Objekt.",
    backup: "Die Einstellungen des Routers wurden nicht gesichert.",
    cloud: "Die Cloud des Herstellers ist auch an: Schalten Sie sie aus, wenn sie niemand nutzt.",
    upnp: "Schalten Sie UPnP im Gerät aus, damit es nichts von selbst öffnet.",
    "upnp-on": "UPnP ist im Gerät an: Schalten Sie es aus, sonst öffnet es von selbst noch mehr.",
  },
};

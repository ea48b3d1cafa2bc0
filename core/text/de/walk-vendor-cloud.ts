import type { walkVendorCloud as english } from "../en/walk-vendor-cloud.ts";

export const walkVendorCloud: typeof english = {
  title: {
    device: "Welches Gerät",
    account: "Wessen Konto",
    "switch-on": "Einschalten",
    encryption: "Verschlüsselungscode",
    sharing: "Wer zusehen darf",
    exit: "Der Weg hinaus",
    acceptance: "Namentlich akzeptiert",
    done: "Das Gerät ist in der Cloud",
  },
  lead: {
    device:
      "Das Gerät ruft von selbst die Server des Herstellers an; im Router wird nichts geöffnet. Welches soll es sein?",
    account:
      "Das Konto gehört dem Kunden, mit seiner eigenen E-Mail-Adresse und seinem Telefon. Im Konto des Errichters verliert der Kunde den Rekorder, wenn der Errichter geht.",
    "switch-on":
      "Schalten Sie den Dienst in den Einstellungen des Geräts ein und warten Sie, bis das Gerät selbst „online“ meldet.",
    encryption:
      "Die meisten Hersteller verschlüsseln Bilder mit einem Code, der auf dem Gerät steht oder dort gesetzt wird. Ohne ihn sieht jeder alles, der in das Konto kommt.",
    sharing:
      "Jeder bekommt über die Freigabe der App einen eigenen Zugang. Ein weitergegebenes Passwort lässt sich nie von einem Einzelnen zurückholen.",
    exit: "Planen Sie das Ende jetzt: Konten gehen verloren, Kunden wechseln den Errichter, Hersteller stellen Dienste ein.",
    done: "{{device}} ist über {{cloud}} erreichbar.",
  },
  refused: {
    "not-wished":
      "Der Kunde will keine Cloud; so steht es in den Wünschen dieses Objekts. Ändern Sie das zuerst, wenn es nicht mehr stimmt.",
    offline:
      "Bei der Prüfung vom {{date, datetime(timeZone: UTC; dateStyle: long)}} hatte dieses Objekt kein Internet, und ohne das erreicht kein Gerät seine Cloud. Bringen Sie den Anschluss in Gang und prüfen Sie noch einmal.",
    "no-device": "Wählen Sie das Gerät, oder geben Sie ein, wie es heißt.",
    "no-cloud": "Geben Sie den Namen der Cloud oder App des Herstellers ein: Für dieses Gerät ist keine bekannt.",
    "not-customers": "Legen Sie das Konto zuerst auf den Namen des Kunden an. Nur damit geht es weiter.",
    "code-with-nobody":
      "Geben Sie ein, wer den Code aufbewahrt. Ohne ihn sieht auf einem neuen Telefon niemand ein Bild.",
    "password-shared":
      "Geben Sie den Zugang über die App frei, nicht mit dem Passwort. Ist das schon geschehen, ändern Sie zuerst das Passwort.",
    "not-told":
      "Sagen Sie der Person, die es akzeptiert, wer die Bilder sehen kann und wo sie liegen, und bestätigen Sie das dann.",
  },
  "cloud-is": "Cloud: {{cloud}}",
  "cloud-unknown": "Die Cloud des Herstellers ist nicht bekannt",
  outcome: { online: "Online" },
  factory: {
    on: "An: Es hat vielleicht schon die ganze Zeit hinausgerufen",
    off: "Aus",
    varies: "Je nach Modell und Firmware",
    unknown: "Nicht bekannt: erst nachsehen, dann schalten",
  },
  encryption: {
    on: "An, mit eigenem Code",
    off: "Aus",
    "not-offered": "Das Gerät bietet keine",
  },
  "end-to-end": {
    yes: "Nach Angabe des Herstellers sind die Bilder auf dem ganzen Weg verschlüsselt; er kann nicht hineinsehen.",
    no: "Die Bilder sind nicht auf dem ganzen Weg verschlüsselt: Der Hersteller könnte hineinsehen.",
    some: "Nur manche Modelle oder Einstellungen verschlüsseln auf dem ganzen Weg.",
    unknown: "Ob der Hersteller hineinsehen könnte, ist nicht bekannt.",
  },
  risk: {
    on: "{{device}} wird über {{cloud}} erreicht. Der Hersteller weiß, wer wann zusieht, und wer in das Konto oder auf die Server des Herstellers kommt, erreicht womöglich das Gerät. Die Bilder schützt der Verschlüsselungscode. Stellt der Hersteller den Dienst ein, endet damit der Zugang von außen.",
    off: "{{device}} wird über {{cloud}} ohne Bildverschlüsselung erreicht. Der Hersteller und jeder, der in das Konto oder auf die Server des Herstellers kommt, kann die Bilder sehen. Stellt der Hersteller den Dienst ein, endet damit der Zugang von außen.",
    "not-offered":
      "{{device}} wird über {{cloud}} erreicht; eine eigene Bildverschlüsselung bietet das Gerät nicht. Der Hersteller und jeder, der in das Konto oder auf die Server des Herstellers kommt, kann die Bilder sehen. Stellt der Hersteller den Dienst ein, endet damit der Zugang von außen.",
  },
  cause: {
    dns: "Kein Nameserver: Tragen Sie in den Netzwerkeinstellungen des Geräts die Adresse des Routers oder 9.9.9.9 ein.",
    clock: "Falsche Uhrzeit: Server weisen ein Gerät ab, das um Jahre falsch geht.",
    gateway: "Kein Gateway: Das Gerät hat eine feste Adresse und kennt den Router nicht.",
    firewall: "Eine Firewall lässt es nicht hinaus: Geben Sie die Liste unten dem, der sie betreut.",
    serial: "Das Gerät hängt noch im Konto eines anderen, oft des Errichters vor Ihnen.",
  },
  field: {
    device: "Gerät",
    name: "Gerät",
    cloud: "Cloud oder App des Herstellers",
    owner: "Kontoinhaber",
    email: "E-Mail-Adresse des Kontos",
    isCustomers: "Das Konto läuft auf den Kunden, mit seiner eigenen E-Mail-Adresse oder Telefonnummer",
    secondFactor: "Die Anmeldung in zwei Schritten ist eingeschaltet",
    state: "Bildverschlüsselung",
    codeWith: "Wer den Code aufbewahrt",
    people: "Wer worauf Zugang hat",
    noPasswordsShared: "Jeder hat einen eigenen Zugang; kein Passwort wurde weitergegeben",
    worksWithout: "Ausprobiert: Livebild und Aufzeichnungen gehen vor Ort auch ohne die Cloud",
    whoUnbinds: "Wer das Gerät einmal aus dem Konto nimmt",
    acceptedBy: "Akzeptiert von",
    role: "Funktion",
    language: "In welcher Sprache es vorgelesen wurde",
    note: "Notiz",
    isTold: "Dieser Person wurde gesagt, wer die Bilder sehen kann",
  },
  hint: {
    name: "Zum Beispiel „Rekorder Büro“",
    cloud: "Wie die App heißt",
    email: "Nie das Passwort: Das gehört in die Hand des Kunden oder zu den Passwörtern dieses Objekts",
    codeWith: "Eine Person oder ein Ort wie „Tresor im Büro“; nie der Code selbst",
    people: "Je eine Zeile, zum Beispiel „Frau Lindner: alles; Schichtleitung: nur Hof“",
    whoUnbinds: "Der Inhaber, in der App; solange es das Konto noch gibt",
    language: "Der Bericht zeigt es Wort für Wort",
  },
  fact: {
    cloud: "Cloud",
    apps: "Apps",
    menu: "Im Menü des Geräts",
    factory: "Ab Werk",
    outbound: "Muss hinausdürfen (für die Firewall)",
    "who-sees": "Wer die Bilder sehen kann",
    "data-location": "Wo die Daten liegen",
    account: "Kontoinhaber",
    people: "Zugang",
  },
  notice: {
    "unknown-cloud":
      "Von den Herstellern dieser Geräte ist keine Cloud bekannt. Geben Sie den Namen ein, wie die App heißt.",
    offline: "Das Gerät erreicht seine Cloud nicht. Die üblichen Ursachen, die häufigsten zuerst:",
    "ports-blocked":
      "Die Prüfung kam über {{ports}} nicht hinaus, und diese Cloud benutzt das. Lassen Sie es in der Firewall freigeben, sonst bleibt das Gerät offline.",
    "end-to-end-unknown": "Ob der Hersteller in die Bilder hineinsehen kann, ist nicht bekannt. Rechnen Sie damit.",
    "exit-unknown":
      "Wie ein Gerät aus diesem Konto genommen wird, ist nicht bekannt. Suchen Sie in der App jetzt nach „Gerät löschen“ oder „entkoppeln“, solange es das Konto gibt.",
    "not-stated":
      "Wer die Bilder sehen kann und wo die Daten liegen, ist nicht bekannt. Sagen Sie das der Person, die es akzeptiert.",
    "local-untested": "Dass es vor Ort ohne die Cloud geht, wurde nicht ausprobiert. Endet der Dienst, bleibt nur das.",
    "no-second-factor": "Ohne Anmeldung in zwei Schritten öffnet ein erratenes Passwort jede Kamera.",
    over: "Der Weg ist jetzt die Cloud des Herstellers.",
  },
  do: {
    account: {
      app: "Lassen Sie den Kunden die App von {{cloud}} auf seinem eigenen Telefon installieren.",
      own: "Der Kunde meldet sich mit seiner eigenen E-Mail-Adresse oder Telefonnummer an.",
      password: "Der Kunde wählt das Passwort und tippt es ein; Sie sehen weg.",
      second: "Schalten Sie die Anmeldung in zwei Schritten ein, wo die App sie hat.",
    },
    "switch-on": {
      network: "In den Netzwerkeinstellungen des Geräts müssen Adresse, Gateway und Nameserver stehen.",
      clock: "Stellen Sie die Uhr, am besten aus dem Netz (NTP).",
      menu: "Schalten Sie den Dienst in dem unten genannten Menü ein.",
      find: "Suchen Sie {{cloud}} in den Netzwerk- oder Plattformeinstellungen des Geräts und schalten Sie es ein.",
      status: "Warten Sie, bis das Gerät selbst „online“ zeigt; das kann einige Minuten dauern.",
      add: "Lassen Sie den Kunden das Gerät in der App hinzufügen, mit QR-Code oder Seriennummer.",
    },
    encryption: {
      on: "Schalten Sie die Bildverschlüsselung im Gerät ein.",
      "own-code": "Setzen Sie einen eigenen Code: Den auf dem Etikett kann jeder lesen, der davorsteht.",
      keep: "Schreiben Sie ihn dem Kunden auf und bewahren Sie ihn bei den Passwörtern des Objekts auf; nie in einer Notiz.",
    },
    sharing: {
      share: "Geben Sie in der App jedem frei, der zusehen soll; jedem mit eigenem Konto.",
      rights: "Geben Sie jedem nur die nötigen Kameras und Rechte: live, Wiedergabe, keine Einstellungen.",
      installer:
        "Brauchen Sie selbst Zugang für den Service, lassen Sie ihn ebenso für das Konto Ihrer Firma freigeben, damit der Kunde ihn beenden kann.",
    },
    exit: {
      unbind: "Herausnehmen: Der Inhaber löscht das Gerät aus dem Konto. Erst dann kann ein anderer es hinzufügen.",
      "lost-account":
        "Konto verloren: Der Hersteller gibt das Gerät nur gegen Kaufnachweis frei; bewahren Sie die Rechnung und ein Foto des Etiketts auf.",
      "end-of-service":
        "Ende des Dienstes: Das Zusehen von außen endet, die Aufzeichnung geht weiter. Der nächste Weg ist dann ein VPN oder ein Relay.",
      "test-local":
        "Ziehen Sie das Internet eine Minute ab und sehen Sie vor Ort nach: Livebild und Aufzeichnungen müssen noch da sein.",
    },
    done: {
      mobile:
        "Sehen Sie sich das Bild auf dem Telefon des Kunden über Mobilfunk an, WLAN aus: Das ist der Test, der zählt.",
      close: "Nehmen Sie Portweiterleitungen heraus, die für die App da waren: Die Cloud braucht keine.",
      report: "Inhaber, Zugänge und Akzeptanz stehen im Übergabebericht.",
    },
  },
  language: { en: "Englisch", de: "Deutsch" },
  action: {
    next: "Weiter",
    online: "Das Gerät zeigt „online“",
    offline: "Es bleibt offline",
    finish: "Fertig",
  },
};

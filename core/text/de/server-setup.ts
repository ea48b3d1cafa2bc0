import type { serverSetup as english } from "../en/server-setup.ts";

export const serverSetup: typeof english = {
  service: {
    ssh: "SSH",
    wireguard: "WireGuard",
    frp: "frp",
    media: "das Medien-Relay",
    turn: "TURN",
    certificates: "Zertifikate",
    relay: "das SSH-Relay",
    published: "ein veröffentlichtes Gerät",
  },
  finding: {
    "no-key": {
      title: "Niemand könnte sich am Server anmelden",
      whatToDo: "Fügen Sie einen SSH-Schlüssel hinzu: Passwörter sind abgeschaltet.",
    },
    "no-owner": {
      title: "Niemand hat alle Rechte auf dem Server, außer an der Konsole des Anbieters",
      whatToDo:
        "Legen Sie ein eigenes Konto mit SSH-Schlüssel für eine Person an, damit sich jemand um ihn kümmern kann. Farsites Konto kann nur Tunnel ändern.",
    },
    "port-twice": {
      title: "{{first}} und {{second}} wollen beide {{transport}} {{port}}",
      whatToDo: "Geben Sie einem davon einen anderen Port.",
    },
    "relay-range": {
      title: "{{service}} an {{port}} liegt im Bereich {{range}} des SSH-Relays",
      whatToDo: "Verschieben Sie den Port oder den Bereich: sonst könnte der Tunnel eines Objekts ihn belegen.",
    },
    "relay-range-empty": {
      title: "Der Bereich {{range}} des SSH-Relays hat keine Ports",
      whatToDo: "Der erste Port muss kleiner sein als der letzte.",
    },
    "shared-443": {
      title: "TCP 443 teilen sich {{services}}",
      whatToDo:
        "nginx unterscheidet sie daran, was der Anrufer zuerst sagt. Der Server sieht dort statt der Adresse des Anrufers seine eigene, auch in seinem Protokoll.",
    },
    "shared-443-names": {
      title: "{{first}} und {{second}} sind an TCP 443 nicht zu unterscheiden",
      whatToDo: "Geben Sie jedem einen eigenen Namen (DNS), der zum Server führt.",
    },
    "no-443": {
      title: "Objekte, die alles außer dem Web sperren, erreichen diesen Server nicht",
      whatToDo: "Lassen Sie SSH auch auf 443 hören, oder WireGuard auf UDP 443.",
    },
    "own-certificate": {
      title: "Der Server stellt sich sein Zertifikat selbst aus",
      whatToDo:
        "Browser warnen beim ersten Besuch, und manche Apps lehnen es ab. Let's Encrypt richtet Farsite auf einem Server noch nicht ein.",
    },
    "one-login": {
      title: "go2rtc hat eine einzige Anmeldung für alle Streams aller Objekte",
      whatToDo: "Nehmen Sie MediaMTX: dort hat jeder Kunde seine eigene Anmeldung für seine eigenen Kameras.",
    },
    "login-in-clear": {
      title: "{{protocol}} überträgt die Anmeldung unverschlüsselt",
      whatToDo: "Lassen Sie es aus; WebRTC und HLS sind verschlüsselt.",
    },
    "turn-one-user": {
      title: "TURN hat ein einziges Passwort für alle",
      whatToDo: "Nehmen Sie ein gemeinsames Geheimnis: dann läuft jede Anmeldung nach einigen Stunden von selbst ab.",
    },
    "turn-no-tls": {
      title: "TURN ist nicht erreichbar, wo Objekte UDP sperren",
      whatToDo: "Geben Sie ihm einen TLS-Port, am besten 443.",
    },
    "inside-address": {
      title: "Das eigene Netz des Servers {{address}} liegt im Bereich {{pool}} des VPN",
      whatToDo: "Wählen Sie einen anderen Bereich: der Server verlöre das Netz seines Anbieters.",
    },
    "open-to-all": {
      title_one: "Ein Gerät ist über diesen Server für das ganze Internet offen",
      title_other: "{{count}} Ports von Geräten sind über diesen Server für das ganze Internet offen",
      whatToDo: "Halten Sie deren Firmware aktuell. Ein VPN braucht keinen offenen Port.",
    },
    "program-missing": {
      title: "{{program}} gibt es nicht in Debian und wird nicht geholt",
      whatToDo:
        "Holen Sie es von den Veröffentlichungen seines Projekts, legen Sie es auf dem Server nach /usr/local/bin und starten Sie den Server neu. Bis dahin läuft dieser Teil nicht.",
    },
    "too-large": {
      title: "Die Benutzerdaten haben {{kilobytes}} KB",
      whatToDo:
        "AWS nimmt 16, Hetzner 32, DigitalOcean und Azure 64. Geben Sie sie gepackt an, oder kopieren Sie die Dateien auf den Server.",
    },
    unwritable: {
      title: "Die Dateien des Servers lassen sich nicht schreiben: {{what}}",
      whatToDo: "Berichtigen Sie diesen Wert.",
    },
  },
};

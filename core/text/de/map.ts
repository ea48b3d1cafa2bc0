import type { map as english } from "../en/map.ts";

export const map: typeof english = {
  title: "Der Weg von den Kameras ins Internet",
  devices: "Recorder und Kameras",
  gap: "Vielleicht noch ein Gerät",
  notLookedFor: "noch nicht gesucht; vermutlich in diesem Netz",
  notSeen: "dort konnte niemand nachsehen",
  notReached: "nicht erreicht",
  side: { inside: "innen", outside: "außen" },
  notKnown: "nicht bekannt",
  zone: { site: "Vor Ort", provider: "Beim Anbieter", unknown: "Unbekannt, wessen", outside: "Draußen" },
  stop: {
    "for-good": "Ein Aufruf von außen endet hier",
    "some-ports": "Nur Aufrufe an einzelne Ports kommen hier durch",
    filtered: "Ein Aufruf von außen wird hier oder davor gefiltert",
    tested: "Getestet: ein Aufruf von außen endet hier oder davor",
    "until-forwarded": "Ein Aufruf von außen endet hier, bis der Port weitergeleitet ist",
  },
  passed: "Getestet: ein Aufruf von außen kommt hier herein",
  advice: {
    "forward-here": "Dieses Gerät ist einzurichten: Leiten Sie hier den Port des Recorders weiter.",
    "forward-here-too": "Bleibt der Router weiter außen, wie er ist, muss der Port auch hier weitergeleitet werden.",
    "forward-own-ports":
      "Dieses Gerät ist einzurichten: Leiten Sie hier einen der eigenen Ports dieses Anschlusses weiter.",
    "forward-is-useless": "Eine Portweiterleitung hilft hier nicht.",
    "second-router":
      "Dieses Gerät ist einzurichten: Schalten Sie es in den Bridge-Modus oder leiten Sie den Port an den Router dahinter weiter.",
    carrier:
      "Vor Ort kann das niemand ändern. Fragen Sie den Anbieter nach einer öffentlichen Adresse oder nehmen Sie einen anderen Weg.",
    "shared-address": "Gehört dem Anbieter: andere Ports oder eine eigene Adresse kann nur er geben.",
    nat64: "Gehört dem Anbieter: dieser Anschluss spricht nur IPv6, IPv4-Aufrufe kommen nicht herein.",
    "find-out": "Finden Sie heraus, wessen Gerät das ist: vor Ort lässt es sich einrichten, beim Anbieter nicht.",
    vpn: "Schalten Sie es aus und prüfen Sie erneut.",
  },
  ipv6: {
    none: "IPv6: hat dieser Anschluss nicht.",
    "local-only": "IPv6: nur in diesem Netz, nicht ins Internet.",
    "native-untested": "IPv6: ja, {{address}}. Ob Aufrufe darüber hereinkommen, wurde nicht getestet.",
    "native-proven": "IPv6: ja, {{address}}, und ein Aufruf von außen kam darüber herein.",
    "native-blocked": "IPv6: ja, {{address}}, aber Aufrufe von außen werden abgehalten.",
    "translated-untested":
      "IPv6: ja, aber übersetzt auf {{address}}. Ob Aufrufe darüber hereinkommen, wurde nicht getestet.",
    "translated-proven": "IPv6: ja, übersetzt auf {{address}}, und ein Aufruf von außen kam darüber herein.",
    "translated-blocked": "IPv6: ja, aber übersetzt auf {{address}}, und Aufrufe von außen werden abgehalten.",
  },
};

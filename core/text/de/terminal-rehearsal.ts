import type { Catalogue } from "../catalogue.ts";

export const terminalRehearsal: Catalogue["terminalRehearsal"] = {
  code: "Code für Ihren Kollegen: {{code}} (gilt zehn Minuten; „farsite rehearse --join {{code}}“, oder im Fenster: Einstellungen, $t(uiRehearsal.rowTitle))",
  text: "Text für Ihren Kollegen; schicken Sie ihn ganz:",
  ask: {
    text: "Text des anderen Bildschirms:",
    begin: "Drücken Sie Enter, sobald Ihr Kollege den Text eingegeben hat.",
  },
  unanswered: "Es wurde kein Text eingegeben, also wurde nichts probiert.",
  digits: "Beide Bildschirme müssen {{digits}} zeigen. Sind sie verschieden, ist jemand dazwischen: Brechen Sie ab.",
  expected: "Erwartet: {{what}}",
  pair: "Der Weg, der gewonnen hat: {{here}} hier, {{there}} dort",
  rtt: "Hin und zurück: {{ms}} ms",
  flow: "Er trägt etwa {{up}} Mbit/s von hier, {{down}} Mbit/s hierher",
  here_one: "Dieses Ende hatte {{count}} Adresse:",
  here_other: "Dieses Ende hatte {{count}} Adressen:",
  there_one: "Das andere Ende hatte {{count}} Adresse:",
  there_other: "Das andere Ende hatte {{count}} Adressen:",
};

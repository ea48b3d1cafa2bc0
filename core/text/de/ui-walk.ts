/** Was das Fenster um eine Schritt-für-Schritt-Anleitung herum sagt. */
export const uiWalk = {
  walk: {
    title: "Anleitung",
    backToSite: "Zurück zu {{site}}",
    toSite: "Zum Objekt",
    toRoutes: "Alle Wege für dieses Objekt",
    progress: "Schritt {{at}} von {{of}}",
    steps: "Schritte dieser Anleitung",
    state: { done: "(erledigt)", current: "(hier sind Sie)", "to-do": "(kommt noch)", skipped: "(ausgelassen)" },
    waiting: { provider: "Wartet auf den Anbieter", customer: "Wartet auf den Kunden" },
    details: "Einzelheiten",
    risky: "Risiko",
    missing: {
      text: "Bitte ausfüllen.",
      "long-text": "Bitte ausfüllen.",
      number: "Bitte eine Zahl eingeben.",
      date: "Bitte einen Tag wählen.",
      choice: "Bitte eines wählen.",
      choices: "Bitte mindestens eines wählen.",
      confirm: "Bitte ankreuzen, um weiterzugehen.",
    },
    missingSome_one: "{{count}} Antwort fehlt.",
    missingSome_other: "{{count}} Antworten fehlen.",
    over: {
      done: "Diese Anleitung ist abgeschlossen.",
      abandoned: "Diese Anleitung wurde aufgegeben.",
      when: "{{when}}. Was dabei herauskam, steht unten.",
    },
  },
};

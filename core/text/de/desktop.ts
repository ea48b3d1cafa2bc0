import type { desktop as english } from "../en/desktop.ts";

export const desktop: typeof english = {
  menu: {
    about: "Über Farsite",
    hide: "Farsite ausblenden",
    hideOthers: "Andere ausblenden",
    unhide: "Alle einblenden",
    file: "&Datei",
    quit: "Farsite beenden",
    edit: "&Bearbeiten",
    undo: "Rückgängig",
    redo: "Wiederholen",
    cut: "Ausschneiden",
    copy: "Kopieren",
    paste: "Einfügen",
    selectAll: "Alles auswählen",
    view: "&Ansicht",
    reload: "Neu laden",
    resetZoom: "Originalgröße",
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    fullScreen: "Vollbild",
  },
  unsaved: {
    title: "Etwas von dem, was Sie eingetragen haben, ist noch nicht gespeichert.",
    text: "Es geht verloren, wenn Sie das Fenster jetzt schließen. Die Seite sagt, warum es nicht gespeichert werden konnte.",
    stay: "Bleiben",
    leave: "Trotzdem schließen",
  },
  hostGone: {
    title: "Der Farsite-Dienst ist zweimal stehen geblieben.",
    next: "Gespeichertes ist sicher. Starten Sie Farsite neu; sonst die Diagnose („doctor“) ausführen und an den Support senden.",
  },
};

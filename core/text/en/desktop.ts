/** The desktop window's own texts: its menu and what it says when the page can't. */
export const desktop = {
  menu: {
    about: "About Farsite",
    hide: "Hide Farsite",
    hideOthers: "Hide Others",
    unhide: "Show All",
    file: "&File",
    quit: "Quit Farsite",
    edit: "&Edit",
    undo: "Undo",
    redo: "Redo",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    selectAll: "Select All",
    view: "&View",
    reload: "Reload",
    resetZoom: "Actual Size",
    zoomIn: "Zoom In",
    zoomOut: "Zoom Out",
    fullScreen: "Full Screen",
  },
  hostGone: {
    title: "Farsite's own service stopped twice.",
    next: "What was saved is safe. Start Farsite again; if it happens again, run the doctor and send its output to support.",
  },
};

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
  unsaved: {
    title: "Something that you filled in is not saved yet.",
    text: "It is lost if you close the window now. The page says why it could not be saved.",
    stay: "Stay",
    leave: "Close anyway",
  },
  hostGone: {
    title: "Farsite's own service stopped twice.",
    next: "What was saved is safe. Start Farsite again; if it happens again, run the doctor and send its output to support.",
  },
};

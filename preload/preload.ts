import { ipcRenderer } from "electron";

// All that the page gets: one port to the host. contextBridge cannot carry a port, a message to the own window can.
ipcRenderer.on("farsite:port", (event) => {
  window.postMessage("farsite:port", window.location.origin, event.ports);
});

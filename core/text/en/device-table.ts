/** What a device is for: in the window, in exported tables. */
export const deviceRole = {
  recorder: "Recorder",
  camera: "Camera",
  panel: "Alarm panel",
  "door-station": "Door station",
  controller: "Controller",
  bridge: "Bridge",
  router: "Router",
  other: "Other device",
  unknown: "Unknown device",
};

/** The columns of an exported table (core/report/device-csv.ts). */
export const deviceTable = {
  name: "Name",
  role: "Type",
  brand: "Brand",
  model: "Model",
  firmware: "Firmware",
  serialNumber: "Serial number",
  address: "Address",
  furtherAddresses: "Further addresses",
  mac: "MAC address",
  maker: "Maker of the network card",
  ports: "Open ports",
  webPages: "Web pages",
  streams: "Streams",
  activated: "Activated",
  findings: "Findings",
  note: "Note",
  yes: "yes",
  no: "no",
};

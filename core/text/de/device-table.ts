import type { deviceRole as englishRole, deviceTable as englishTable } from "../en/device-table.ts";

export const deviceRole: typeof englishRole = {
  recorder: "Rekorder",
  camera: "Kamera",
  panel: "Alarmzentrale",
  "door-station": "Türstation",
  controller: "Steuerung",
  bridge: "Umsetzer",
  router: "Router",
  other: "Anderes Gerät",
  unknown: "Unbekanntes Gerät",
};

export const deviceTable: typeof englishTable = {
  name: "Name",
  role: "Art",
  brand: "Marke",
  model: "Modell",
  firmware: "Firmware",
  serialNumber: "Seriennummer",
  address: "Adresse",
  furtherAddresses: "Weitere Adressen",
  mac: "MAC-Adresse",
  maker: "Hersteller der Netzwerkkarte",
  ports: "Offene Ports",
  webPages: "Webseiten",
  streams: "Streams",
  activated: "Aktiviert",
  findings: "Befunde",
  note: "Notiz",
  yes: "ja",
  no: "nein",
};

import type { Claims } from "../sighting.ts";
import { ANY_CAMERA, recognise, recogniseName, type Fingerprint } from "./fingerprint.ts";

/** `Server` headers. What runs in everything (nginx, Boa, lighttpd, gSOAP) is not here. */
const SERVERS: readonly Fingerprint[] = [
  { text: /^(?:Hikvision|DNVRS|DVRDVS)-Webs$/i, brand: "Hikvision" },
  { text: /^App-webs\/?/, brand: "Hikvision", certainty: 0.8 },
  { text: /^uc-httpd\b/i, brand: "Xiongmai", certainty: 0.8 },
  { text: /^JAWS\/1/, role: "recorder", certainty: 0.5 },
  { text: /^MWS 0\.01$/, brand: "Annke", role: "camera", certainty: 0.6 },
  // Recorders with HiSilicon's chips; most of them TVT's. The chip says nothing about whom to ask for firmware.
  { text: /^Cross Web Server$/i, brand: "HiSilicon", role: "recorder", certainty: 0.3 },
  { text: /^AV-?TECH (?<model>\S+) Video Web Server$/i, brand: "AVTECH", role: "recorder" },
  { text: /\bAvtech\/\d/i, brand: "AVTECH", certainty: 0.8 },
  { text: /^Linux\/\S*-axis\d*\b/i, brand: "Axis", certainty: 0.8 },
  { text: /^Linux\/\S*_eureka_\d/, brand: "Siqura", role: "camera" },
  { text: /^Linux\/\S*-Mozart-8G\b/, brand: "Steinsvik", model: "Orbit", role: "camera" },
  { text: /^HeiTel GmbH Web Server/i, brand: "HeiTel", role: "recorder" },
  { text: /^(?<model>PDR-M?\d+)\//, brand: "LILIN", role: "recorder" },
  { text: /^ReeCam IP Camera$/i, brand: "ReeCam", role: "camera" },
  { text: /^Netwave IP Camera$/i, brand: "Foscam", role: "camera", certainty: 0.5 },
  { text: /^GeoHttpServer/i, brand: "GeoVision" },
  { text: /^VCS-VideoJet-Webserver/i, brand: "Bosch", role: "camera", certainty: 0.8 },
  { text: /^(?:NetEVI|gen[4-7]th)\/\d/i, brand: "Sony", role: "camera", certainty: 0.7 },
  { text: /^Vivotek Network Camera$/i, brand: "VIVOTEK", role: "camera" },
  { text: /^Avigilon(?:Gateway|OnvifNvt)?\b/i, brand: "Avigilon", certainty: 0.8 },
  { text: /^(?:Grandstream )(?<model>\S+)(?:[ /](?<firmware>\d[\d.]*))?/i, brand: "Grandstream" },
  { text: /^HIP\d(?:\.\d)?/, brand: "2N", role: "door-station" },
  { text: /^ShellyHTTP\b/i, brand: "Shelly", role: "controller" },
  { text: /^WAGO_Webs/i, brand: "WAGO", role: "controller" },
  { text: /^MoxaHttp\b/i, brand: "Moxa", certainty: 0.8 },
  { text: /^BlueIris-HTTP/i, brand: "Blue Iris", role: "recorder" },

  // A television's "DVR", and printers.
  { text: /^OpenTV\//i, brand: "NAGRA", role: "other" },
  { text: /^(?:HP HTTP Server|EPSON_|EPSON-|CANON HTTP|KM-MFP-http|debut\/|Xerox_)/i, role: "other" },
  { text: /\bRoku\b/i, brand: "Roku", role: "other" },
  ANY_CAMERA,
];

/** What a `Server` header says; null when nothing. */
export function claimsOfServer(server: string): Claims | null {
  return recognise(SERVERS, server) ?? recogniseName(server);
}

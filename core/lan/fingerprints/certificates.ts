import type { Claims } from "../sighting.ts";
import { recognise, recogniseName, type Fingerprint } from "./fingerprint.ts";

/** Subjects of certificates, most specific name first: `CN=…,OU=…,O=…,L=…,ST=…,C=…`. */
const SUBJECTS: readonly Fingerprint[] = [
  { text: /\bOU=2N IP Intercoms,O=2N\b/i, brand: "2N", role: "door-station" },
  // Also on controllers, speakers and recorders: no role.
  { text: /\bCN=axis-(?<mac>[0-9a-f]{12})\b/i, brand: "Axis" },
  { text: /\bCN=AVIGILON-CAMERA-(?<model>[\w.-]+?)-\d+,/, brand: "Avigilon", role: "camera" },
  { text: /\bOU=DVRNVR,O=HIKVISION\b/i, brand: "Hikvision", role: "recorder", certainty: 0.5 },
  { text: /\bCN=TCAM,.*\bO=Truen\b/, brand: "Truen", role: "camera", certainty: 0.5 },
  { text: /\bCN=unifivideo-app\b/, brand: "Ubiquiti", role: "recorder", certainty: 0.6 },
  { text: /\bCN=UniFi-Video Controller\b/i, brand: "Ubiquiti", model: "Video Controller", role: "recorder" },
  { text: /\bO=Vaddio\b/, brand: "Vaddio", role: "camera", certainty: 0.5 },
  { text: /\bmyboschcam\.net\b/i, brand: "Bosch", role: "camera", certainty: 0.7 },
  { text: /\bCN=(?:.*\.)?(?:fritz\.box|myfritz\.net)\b/i, brand: "AVM", certainty: 0.7 },
  { text: /\bO=Synology\b|\bCN=synology\b/i, brand: "Synology", certainty: 0.7 },
];

/** The names that makers put their own into; a customer's certificate has the customer's. */
const MAKERS_NAME = /(?:^|,)(?:O|OU|CN)=([^,]{1,120})/g;

/** What a certificate says by its subject and issuer; null when nothing. */
export function claimsOfCertificate(subject: string, issuer: string): Claims | null {
  const claims = recognise(SUBJECTS, subject);
  if (claims !== null) return claims;
  for (const name of [subject, issuer])
    for (const [, text = ""] of name.slice(0, 400).matchAll(MAKERS_NAME)) {
      const named = recogniseName(text);
      if (named !== null) return named;
    }
  return null;
}

import { message, type Message } from "../nat/diagnosis.ts";
import type { SurveyAnswer } from "./survey-sections.ts";
import type { SurveyTemplate } from "./survey-template.ts";

/** Templates that come with Farsite have ids of their own kind; the window and the store leave them unchanged. */
const PREFIX = "farsite-";

export const isBuiltInTemplate = (templateId: string): boolean => templateId.startsWith(PREFIX);

type Question = { id: string; kind: SurveyAnswer["kind"]; choices?: readonly string[] };
type Picture = SurveyTemplate["photos"][number]["kind"];

interface Outline {
  id: "cctv" | "alarm" | "access";
  checklist: readonly string[];
  questions: readonly Question[];
  photos: readonly (readonly [id: string, kind: Picture])[];
}

/**
 * What every job with a network has to hold, whatever hangs on it: after the makers' own hardening advice and the CySPAG scheme (BSIA
 * form 369): change what was set at the factory, keep it current, do not weaken the customer's network, tell when support ends.
 */
const NETWORK = [
  "default-passwords",
  "own-accounts",
  "firmware",
  "upnp-off",
  "services-off",
  "forwards",
  "encrypted",
  "apart",
  "time",
  "power",
  "from-outside",
  "config-kept",
] as const;

/** How every job ends: what an audit after NSI NCP 104 or BS EN 62676-4 asks for, in the words of the trade. */
const HANDOVER = [
  "devices-recorded",
  "labelled",
  "shown",
  "logbook",
  "papers",
  "passwords-handed",
  "support",
  "signed",
] as const;

const OUTLINES: readonly Outline[] = [
  {
    id: "cctv",
    checklist: [
      "camera-purpose",
      "camera-views",
      "masks",
      "signs",
      "storage-period",
      "playback",
      "video-alarms",
      ...NETWORK,
      "data-protection",
      ...HANDOVER,
    ],
    questions: [
      { id: "operator", kind: "text" },
      { id: "purpose", kind: "text" },
      { id: "cameras", kind: "number" },
      { id: "storage-days", kind: "number" },
      { id: "public-ground", kind: "yes-no" },
      { id: "sound", kind: "yes-no" },
      { id: "viewers", kind: "text" },
      { id: "viewed-by", kind: "choice", choices: ["phone", "computer", "control-room", "nobody"] },
      { id: "poe-left", kind: "number" },
    ],
    photos: [
      ["recorder", "recorder"],
      ["router-label", "router-label"],
      ["cabinet-open", "cabinet"],
      ["each-camera", "camera"],
      ["each-view-day", "view"],
      ["each-view-night", "view"],
      ["signs", "other"],
    ],
  },
  {
    id: "alarm",
    checklist: [
      "walk-test",
      "hold-up",
      "tamper",
      "sounders",
      "signalling",
      "path-failure",
      "batteries",
      "entry-times",
      "codes",
      "keyholders",
      "remote-service",
      ...NETWORK,
      ...HANDOVER,
    ],
    questions: [
      { id: "grade", kind: "choice", choices: ["grade-1", "grade-2", "grade-3", "grade-4", "no-grade"] },
      { id: "insurer", kind: "text" },
      { id: "arc", kind: "text" },
      { id: "arc-number", kind: "text" },
      { id: "paths", kind: "choice", choices: ["dual-path", "ip-only", "mobile-only", "no-signalling"] },
      { id: "standby-hours", kind: "number" },
      { id: "verification", kind: "choice", choices: ["sequential", "audio", "video", "no-verification"] },
      { id: "zones", kind: "number" },
    ],
    photos: [
      ["panel-open", "cabinet"],
      ["panel-label", "document"],
      ["communicator", "other"],
      ["router-label", "router-label"],
      ["keypads", "other"],
      ["sounder", "other"],
    ],
  },
  {
    id: "access",
    checklist: [
      "escape",
      "fire-release",
      "fail-mode",
      "door-forced",
      "offline",
      "reader-tamper",
      "credential-kind",
      "lost-credential",
      "time-profiles",
      "door-station",
      "leavers",
      ...NETWORK,
      "data-protection",
      ...HANDOVER,
    ],
    questions: [
      { id: "doors", kind: "number" },
      { id: "credential", kind: "choice", choices: ["card", "fob", "phone", "pin", "biometric"] },
      { id: "users", kind: "number" },
      { id: "administrator", kind: "text" },
      { id: "fire-alarm", kind: "yes-no" },
      { id: "escape-doors", kind: "text" },
      { id: "cameras-too", kind: "yes-no" },
      { id: "alarm-too", kind: "yes-no" },
      { id: "log-days", kind: "number" },
    ],
    photos: [
      ["controller", "cabinet"],
      ["router-label", "router-label"],
      ["each-door", "other"],
      ["release-buttons", "other"],
      ["door-station", "other"],
      ["cabinet-open", "cabinet"],
    ],
  },
];

/** The templates that come with Farsite, in one language. Items that several of them have are the same item. */
export function builtInTemplates(say: (message: Message) => string): SurveyTemplate[] {
  const text = (key: string): string => say(message(`template.${key}`));
  return OUTLINES.map((outline) => {
    const name = text(`name.${outline.id}`);
    return {
      id: PREFIX + outline.id,
      name,
      checklist: outline.checklist.map((id) => ({ id: PREFIX + id, text: text(`item.${id}`) })),
      questions: outline.questions.map(({ id, kind, choices }) => ({
        id: PREFIX + id,
        section: name,
        label: text(`question.${id}`),
        kind,
        ...(choices !== undefined && { choices: choices.map((choice) => text(`choice.${choice}`)) }),
      })),
      photos: outline.photos.map(([id, kind]) => ({ id: PREFIX + id, kind, caption: text(`photo.${id}`) })),
      hidden: [],
    };
  });
}

import { brandOf, usualRole } from "../brands.ts";
import { normalMac } from "../makers.ts";
import { roleOfModel } from "../model-role.ts";
import { ownWords } from "../own-words.ts";
import type { Claims, DeviceRole } from "../sighting.ts";

/**
 * What a text that a device shows to everybody says about it. Named groups of the pattern are taken over: `model`, `firmware`,
 * `serial`, `mac`.
 */
export type Fingerprint = {
  readonly text: RegExp;
  readonly brand?: string;
  readonly model?: string;
  /** Left out where the model tells. */
  readonly role?: DeviceRole;
  /** 0-1; left out: as sure as the source usually is. */
  readonly certainty?: number;
};

/** A brand's name somewhere in a text: the text may be about a guest, a customer, a supported product. */
const NAME_IN_TEXT_CERTAINTY = 0.4;

const MAX_CHARACTERS = 400;

/** What the first fingerprint that fits says; null when none does. */
export function recognise(fingerprints: readonly Fingerprint[], text: string): Claims | null {
  const own = text.slice(0, MAX_CHARACTERS).trim();
  for (const fingerprint of fingerprints) {
    const match = fingerprint.text.exec(own);
    if (match !== null) return claimsOf(fingerprint, match.groups ?? {});
  }
  return null;
}

/** What a text says by the brand that it names; null when it names none. */
export function recogniseName(text: string): Claims | null {
  const words = ownWords(text);
  const brand = words === undefined ? undefined : brandOf(words);
  if (words === undefined || brand === undefined) return null;
  const role = roleOfModel(brand, words) ?? usualRole(brand);
  return { brand, ...(role !== undefined && { role }), certainty: NAME_IN_TEXT_CERTAINTY };
}

function claimsOf(fingerprint: Fingerprint, found: Readonly<Record<string, string | undefined>>): Claims {
  const model = fingerprint.model ?? ownWords(found["model"]);
  const { brand } = fingerprint;
  const role = fingerprint.role ?? (model === undefined ? undefined : roleOfModel(brand, model));
  const firmware = ownWords(found["firmware"]);
  const serialNumber = ownWords(found["serial"]);
  const mac = normalMac(found["mac"] ?? "");
  return {
    ...(brand !== undefined && { brand }),
    ...(model !== undefined && { model }),
    ...(role !== undefined && { role }),
    ...(firmware !== undefined && { firmware }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(mac !== null && { mac }),
    ...(fingerprint.certainty !== undefined && { certainty: fingerprint.certainty }),
  };
}

/** Plain words for a camera and nothing else ("Mini Dome IP Camera", "Network Camera Login"): true of a hundred makers. */
export const ANY_CAMERA: Fingerprint = {
  text: /^(?:(?:ip|mini|dome|cube|bullet|ptz|pan[ /-]?tilt|day\/night|hd|h\.?26[45]|ir|poe|wired|wireless|n|with|network|internet|surveillance|security)[\s_-]*)*cam(?:era)?s?[\s_]*\d*(?:\s+login)?$/i,
  role: "camera",
  certainty: 0.6,
};

/** The same for recorders. */
export const ANY_RECORDER: Fingerprint = {
  text: /^(?:embedded )?(?:net(?:work)? |digital )?(?:[ndx]vr|hd-?[cd]vr|video recorder)(?:\s+login)?$/i,
  role: "recorder",
  certainty: 0.6,
};

import type { Locale } from "../survey/settings.ts";
import { powerShellQuoted, shellQuoted } from "../system/quoted.ts";
import { createTranslate } from "../text/translate.ts";

/** The sentences of a box' scripts: the name of their variable, and their text under `box.say`. */
const SENTENCES = [
  ["SAY_DAMAGED", "box.say.damaged"],
  ["SAY_NOT_ROOT", "box.say.not-root"],
  ["SAY_WRONG_SYSTEM", "box.say.wrong-system"],
  ["SAY_MISSING", "box.say.missing"],
  ["SAY_INSTALL_THEM", "box.say.install-them"],
  ["SAY_WITHOUT_THEM", "box.say.without-them"],
  ["SAY_NO_PACKAGES", "box.say.no-packages"],
  ["SAY_PASSPHRASE", "box.say.passphrase"],
  ["SAY_TRY_AGAIN", "box.say.try-again"],
  ["SAY_WRONG_PASSPHRASE", "box.say.wrong-passphrase"],
  ["SAY_SET_UP", "box.say.set-up"],
  ["SAY_UPDATES", "box.say.updates"],
  ["SAY_REMOVED", "box.say.removed"],
  ["SAY_NO_HANDSHAKE", "box.say.no-handshake"],
  ["SAY_OLD_HANDSHAKE", "box.say.old-handshake"],
  ["SAY_TUNNEL_UP", "box.say.tunnel-up"],
  ["SAY_NO_PING", "box.say.no-ping"],
  ["SAY_FALLBACK_UP", "box.say.fallback-up"],
  ["SAY_FALLBACK_WAITS", "box.say.fallback-waits"],
  ["SAY_FALLBACK_DOWN", "box.say.fallback-down"],
  ["SAY_DEVICE_UP", "box.say.device-up"],
  ["SAY_DEVICE_DOWN", "box.say.device-down"],
  ["SAY_ALIVE", "box.say.alive"],
  ["SAY_DEAD", "box.say.dead"],
] as const;

export function shellWords(locale: Locale): string {
  const say = createTranslate(locale);
  return SENTENCES.map(([name, key]) => `${name}=${shellQuoted(say({ key, args: {} }))}\n`).join("");
}

/** Windows PowerShell 5.1 needs the mark at the beginning to read UTF-8. */
export function powerShellWords(locale: Locale): string {
  const say = createTranslate(locale);
  return `\uFEFF${SENTENCES.map(([name, key]) => `$${name} = ${powerShellQuoted(say({ key, args: {} }))}\n`).join("")}`;
}

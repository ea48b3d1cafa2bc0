import { message, type Message } from "../nat/diagnosis.ts";
import { certainty, menuIn, sayWords, sourcingOf, type Menu, type Sourcing, type Words } from "./sourcing.ts";

/** What the knowledge base says, as messages: they read in either language, each with who says so. */

/** Words in both languages. */
export const wordsMessage = (words: Words): Message =>
  message("knowledge.words", { en: sayWords(words, "en"), de: sayWords(words, "de") });

/** A way through menus, in the device's own words. */
export const menuMessage = (menu: Menu): Message =>
  message("knowledge.words", { en: menuIn(menu, "en").join(" › "), de: menuIn(menu, "de").join(" › ") });

/** How sure a group of facts is and who says so: to stand beside it, or one click away. */
export function sourceMessages(entry: Sourcing, group?: Parameters<typeof sourcingOf>[1]): Message[] {
  const sourcing = sourcingOf(entry, group);
  const { source, seen } = sourcing;
  return [message(certainty(sourcing)), message("knowledge.source", { source, date: Date.parse(seen) })];
}

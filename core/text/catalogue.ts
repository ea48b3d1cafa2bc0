import type { en } from "./en.ts";

type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** The shape of every language: a missing or surplus key does not compile. */
export type Catalogue = SameKeys<typeof en>;

type Leaves<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** Every text key, `area.name`. Plural forms carry i18next's suffix (`_one`, `_other`) in the catalogue and drop it in use. */
export type TextKey = Leaves<Catalogue>;

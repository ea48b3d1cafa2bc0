import type { PasswordRules } from "../contract/vault-calls.ts";

/** Facts from makers' manuals, as far as they could be read; newer firmware may accept more. */

/**
 * Symbols that a person can read out and find on a recorder's screen keyboard, and that stand in the address of a stream as they
 * are (RFC 3986 section 3.2.1: unreserved and sub-delims).
 */
const EASY_SYMBOLS = "-_.!*";

export const passwordRules: readonly PasswordRules[] = [
  {
    id: "hikvision",
    minLength: 8,
    maxLength: 16,
    symbols: EASY_SYMBOLS,
    minClasses: 2,
    source: "https://easymanua.ls/hikvision/ds-7108hghi-m1/manual?p=26",
  },
  {
    id: "dahua",
    minLength: 8,
    maxLength: 32,
    symbols: EASY_SYMBOLS,
    minClasses: 2,
    source: "https://www.easymanua.ls/dahua/ipc-hdw1439v-a-il/manual?p=134",
  },
  {
    // Of 8 and 9 characters three classes are asked for, of more only two: three fit all.
    id: "hanwha",
    minLength: 8,
    maxLength: 15,
    symbols: EASY_SYMBOLS,
    minClasses: 3,
    source: "https://manuals.online/wisenet/security-camera/qnd-6011/reference-guide/u941",
  },
  {
    id: "reolink",
    minLength: 8,
    maxLength: 31,
    symbols: EASY_SYMBOLS,
    minClasses: 2,
    source: "https://github.com/home-assistant/core/pull/140789",
  },
  {
    id: "geovision",
    minLength: 9,
    maxLength: 16,
    symbols: "-_!",
    minClasses: 4,
    source: "https://manualshive.com/en/manual/geovision/gv-ip-lpr-dl/2215981?page=50",
  },
  {
    id: "qnap",
    minLength: 8,
    maxLength: 16,
    symbols: "-_.!",
    minClasses: 3,
    source: "https://manualshive.com/ru/manual/qnap/viostor-5000-series/766732?page=61",
  },
  // What all of the above accept: for a maker whose rules nobody has looked up.
  { id: "recorder", minLength: 9, maxLength: 15, symbols: "-_", minClasses: 3, source: null },
  // WPA2 and WPA3: 8 to 63 printable ASCII characters (IEEE 802.11-2020, annex J.4).
  { id: "wifi", minLength: 8, maxLength: 63, symbols: EASY_SYMBOLS, minClasses: 1, source: "IEEE 802.11-2020, J.4" },
  { id: "web", minLength: 12, maxLength: 64, symbols: EASY_SYMBOLS, minClasses: 4, source: null },
];

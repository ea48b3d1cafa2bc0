/** Syllables of letters that sound and look alike in English and German and can't be taken for one another. */
const CONSONANTS = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t"];
const VOWELS = ["a", "i", "o", "u"];
const SYLLABLES = CONSONANTS.flatMap((consonant) => VOWELS.map((vowel) => consonant + vowel));

const WORDS = 4;
const SYLLABLES_PER_WORD = 3;
/** The largest multiple of the 48 syllables that a byte holds: above it a byte is thrown away, so that all are as likely. */
const FAIR_BYTES = 256 - (256 % SYLLABLES.length);

/** A passphrase that can be read out on the telephone: four words of three syllables, 67 bits. */
export function spokenPassphrase(
  randomBytes: (count: number) => Uint8Array = (count) => crypto.getRandomValues(new Uint8Array(count)),
): string {
  const syllable = (): string => {
    for (;;) {
      const [byte = 0] = randomBytes(1);
      if (byte < FAIR_BYTES) return SYLLABLES[byte % SYLLABLES.length] ?? "";
    }
  };
  const word = (): string => Array.from({ length: SYLLABLES_PER_WORD }, syllable).join("");
  return Array.from({ length: WORDS }, word).join("-");
}

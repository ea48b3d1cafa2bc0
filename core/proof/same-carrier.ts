const MAX_CHARACTERS = 200;

/** What a company's name has beside its name. */
const BESIDE =
  /^(?:gmbh|ag|kg|co|se|ltd|limited|plc|inc|llc|corp|sa|sas|srl|spa|bv|nv|pty|deutschland|germany|uk|mobile|mobil|mobilfunk|wireless|cellular|internet|communications?|group|the)$/;

/** Whether two names that people gave a provider mean the same one: "Telekom" and "Deutsche Telekom AG". */
export function isSameCarrier(a: string | null | undefined, b: string | null | undefined): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.size === 0 || other.size === 0) return false;
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one];
  return [...fewer].every((word) => more.has(word));
}

function wordsOf(name: string | null | undefined): ReadonlySet<string> {
  const words = (name ?? "")
    .slice(0, MAX_CHARACTERS)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}&]+/u)
    .filter((word) => word !== "");
  const telling = words.filter((word) => !BESIDE.test(word));
  // A provider that is called nothing else ("Mobile").
  return new Set(telling.length > 0 ? telling : words);
}

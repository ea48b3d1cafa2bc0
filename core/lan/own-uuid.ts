const MAX_CHARACTERS = 120;
const MIN_CHARACTERS = 8;
/** `urn:uuid:` (RFC 4122) of WS-Discovery, `uuid:` of UPnP. */
const PREFIX = /^(?:urn:)?uuid:/;
const HEX_UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;
/** UPnP 1.0 let makers write what they like. */
const OTHER_ID = /^(?=.*[0-9])(?!.*(?:12345678|0{12}))[a-z0-9._:{}-]+$/;
/** How templates and examples begin. */
const EXAMPLE = /^(?:01234567|12345678|00112233|11223344|aabbccdd|([0-9a-f])\1{7})/;
/** What a firmware puts in front of the hardware address of a card that it has not found. */
const NO_NODE = /(?:0{12}|f{12})$/;
/** Fewer different digits than this have only numbers that somebody typed (`11111111-1111-...`). */
const MIN_DIFFERENT_DIGITS = 4;

/**
 * The UUID of a device in one form, so that protocols can be compared: lower case, without `uuid:` and without what follows `::` in UPnP.
 * Undefined for what can't tell one device from another: placeholders, examples, defaults that whole batches share.
 */
export function ownUuid(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.length > 4 * MAX_CHARACTERS) return undefined;
  const id = (text.trim().toLowerCase().replace(PREFIX, "").split("::")[0] ?? "").trim();
  if (id.length < MIN_CHARACTERS || id.length > MAX_CHARACTERS || EXAMPLE.test(id)) return undefined;
  if (!HEX_UUID.test(id)) return OTHER_ID.test(id) ? id : undefined;
  const digits = id.replaceAll("-", "");
  return NO_NODE.test(digits) || new Set(digits).size < MIN_DIFFERENT_DIGITS ? undefined : id;
}

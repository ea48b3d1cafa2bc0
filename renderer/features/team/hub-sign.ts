import type { HubStatus } from "#core/contract/team-calls.ts";

/** What waits longer than this is told; a night without a line is nothing. */
const WAITS_LONG_MS = 24 * 60 * 60 * 1_000;

/** Why an exchange failed, when it is nothing that another try mends by itself. */
const FOR_A_PERSON: ReadonlySet<string> = new Set([
  "HUB_REFUSED",
  "HUB_NOT_SET_UP",
  "HUB_NEWER",
  "KEYCHAIN_LOCKED",
  "KEYCHAIN_MISSING",
  "VAULT_LOCKED",
  "VAULT_DAMAGED",
  "SECRET_NOT_FOUND",
  "DISK_FULL",
  "STORE_READ_ONLY",
  "STORE_DAMAGED",
  "FOLDER_NOT_WRITABLE",
]);

/** A server that answers with the wrong certificate does not get a right one by waiting (Node's codes of TLS failures). */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

export type HubSign = "trouble" | "waiting";

/** What the frame quietly says about the exchange; null: nothing, being offline is no trouble. */
export function hubSign(status: HubStatus, nowMs: number): HubSign | null {
  const { hub, hasPassword, trouble, waiting, lastSyncAt } = status;
  if (hub === null) return null;
  if (!hasPassword || (trouble !== null && needsPerson(trouble))) return "trouble";
  const isWaiting = waiting.revisions + waiting.photos > 0;
  const isLong = lastSyncAt !== null && nowMs - Date.parse(lastSyncAt) > WAITS_LONG_MS;
  return isWaiting && isLong ? "waiting" : null;
}

function needsPerson({ code, data }: NonNullable<HubStatus["trouble"]>): boolean {
  return FOR_A_PERSON.has(code) || (code === "HUB_UNREACHABLE" && CERTIFICATE.test(JSON.stringify(data) ?? ""));
}

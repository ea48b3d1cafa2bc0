import { z } from "zod";

/**
 * Every failure a shell can show. Errors cross the wire as code + data; the sentence and the next step for the person are
 * `error.<CODE>.title` and `error.<CODE>.next` in `core/text`.
 */
export const contractErrors = {
  BAD_INPUT: { status: 400, data: z.object({ detail: z.string() }) },
  SITE_NOT_FOUND: { status: 404, data: z.object({ site: z.string() }) },
  CHECK_NOT_FOUND: { status: 404 },
  CHECK_ALREADY_RUNNING: { status: 409 },
  SCAN_NOT_FOUND: { status: 404 },
  SCAN_ALREADY_RUNNING: { status: 409 },
  RANGE_NOT_ALLOWED: { status: 400, data: z.object({ range: z.string() }) },
  RESCUE_IMPOSSIBLE: { status: 409, data: z.object({ detail: z.string() }) },
  RESCUE_REFUSED: { status: 500, data: z.object({ command: z.string(), detail: z.string() }) },
  OTHER_NETWORK: { status: 409 },
  NOTHING_TO_SAVE: { status: 404 },
  REVISION_NOT_FOUND: { status: 404 },
  /** What came later changed the same; `detail` names the place. */
  CHANGE_IMPOSSIBLE: { status: 409, data: z.object({ detail: z.string() }) },
  CONFLICT_NOT_FOUND: { status: 404 },
  TEMPLATE_NOT_FOUND: { status: 404 },
  NOT_A_PHOTO: { status: 400, data: z.object({ detail: z.string() }) },
  PHOTO_MISSING: { status: 404 },
  NOT_A_PACKAGE: { status: 400, data: z.object({ detail: z.string() }) },
  PACKAGE_NEWER: { status: 400, data: z.object({ found: z.number(), known: z.number() }) },
  TRANSFER_NOT_FOUND: { status: 404 },
  NOT_A_CARD: { status: 400, data: z.object({ detail: z.string() }) },
  COLLEAGUE_NOT_FOUND: { status: 404 },
  COLLEAGUE_NOT_CONFIRMED: { status: 409, data: z.object({ laptop: z.string() }) },
  NOT_A_HANDOVER: { status: 400, data: z.object({ detail: z.string() }) },
  HANDOVER_NOT_FOR_US: { status: 403 },
  HUB_NOT_CONFIGURED: { status: 409 },
  HUB_UNREACHABLE: { status: 503, data: z.object({ hub: z.string(), detail: z.string() }) },
  HUB_REFUSED: { status: 403, data: z.object({ hub: z.string(), detail: z.string() }) },
  HUB_NOT_SET_UP: { status: 409, data: z.object({ hub: z.string(), detail: z.string() }) },
  HUB_NEWER: { status: 409, data: z.object({ hub: z.string(), found: z.number(), known: z.number() }) },
  SYNC_ALREADY_RUNNING: { status: 409 },
  STORE_READ_ONLY: { status: 503, data: z.object({ file: z.string(), detail: z.string() }) },
  DISK_FULL: { status: 507, data: z.object({ folder: z.string() }) },
  STORE_DAMAGED: { status: 500, data: z.object({ file: z.string(), detail: z.string() }) },
  STORE_NEWER: { status: 500, data: z.object({ file: z.string(), found: z.number(), known: z.number() }) },
  STORE_BUSY: { status: 503, data: z.object({ file: z.string() }) },
  FOLDER_NOT_WRITABLE: { status: 500, data: z.object({ folder: z.string() }) },
  KEYCHAIN_MISSING: { status: 503, data: z.object({ platform: z.string(), detail: z.string() }) },
  KEYCHAIN_LOCKED: { status: 503, data: z.object({ platform: z.string(), detail: z.string() }) },
  KEYCHAIN_TIMEOUT: { status: 504, data: z.object({ platform: z.string(), seconds: z.number() }) },
  VAULT_LOCKED: { status: 503 },
  VAULT_DAMAGED: { status: 500, data: z.object({ file: z.string(), detail: z.string() }) },
  PASSPHRASE_WRONG: { status: 403 },
  PASSPHRASE_NEEDED: { status: 403 },
  ACCOUNT_NOT_FOUND: { status: 404 },
  SECRET_TOO_LONG: { status: 400, data: z.object({ bytes: z.number(), maxBytes: z.number() }) },
  SECRET_NOT_FOUND: { status: 404 },
  WALK_NOT_FOUND: { status: 404 },
  FORWARD_NOT_FOUND: { status: 404 },
  SERVER_NOT_FOUND: { status: 404 },
  /** The firm's server does not take what it was told, or nobody gets in; `detail` in its own words. */
  SERVER_REFUSED: { status: 503, data: z.object({ detail: z.string() }) },
  /** Another key than the accepted one is accepted only by what the server's own console shows. */
  HOST_KEY_NOT_COMPARED: { status: 403 },
  /** Nobody has looked at the server yet, so nothing at a site can be told its key. */
  HOST_KEY_UNKNOWN: { status: 409, data: z.object({ server: z.string() }) },
  /** Keys on the server that no survey of this laptop knows. */
  SERVER_HAS_OTHERS: { status: 409, data: z.object({ count: z.number(), addresses: z.string() }) },
  /** Two want the same address; `detail` is the address plan's own sentence. */
  ADDRESSES_CLASH: { status: 409, data: z.object({ detail: z.string() }) },
  /** Keys that another laptop made; `entry`: the keychain's name for it. */
  SERVER_KEY_NOT_HERE: { status: 404, data: z.object({ entry: z.string() }) },
  SITE_KEY_NOT_HERE: { status: 404, data: z.object({ entry: z.string() }) },
  DEVICE_KEY_NOT_HERE: { status: 404, data: z.object({ entry: z.string() }) },
  TUNNEL_NOT_FOUND: { status: 404 },
  NOT_SERVERS: { status: 400, data: z.object({ detail: z.string() }) },
  PROOF_NOT_FOUND: { status: 404 },
  BACKUP_NOT_HERE: { status: 404 },
  VANTAGE_NEEDED: { status: 409 },
  VANTAGE_FAILED: { status: 503, data: z.object({ vantage: z.string(), detail: z.string() }) },
  PROOF_ALREADY_RUNNING: { status: 409 },
  REHEARSAL_ALREADY_RUNNING: { status: 409 },
  NOT_KNOWLEDGE: { status: 400, data: z.object({ detail: z.string() }) },
  REPORT_FAILED: { status: 500, data: z.object({ detail: z.string() }) },
  NOT_A_RECORDING: { status: 400, data: z.object({ detail: z.string() }) },
} as const;

export type ContractErrorCode = keyof typeof contractErrors;

export type ContractErrorData<C extends ContractErrorCode> = (typeof contractErrors)[C] extends { data: infer S }
  ? S extends z.ZodType
    ? z.infer<S>
    : undefined
  : undefined;

type ErrorArguments<C extends ContractErrorCode> =
  ContractErrorData<C> extends undefined
    ? [data?: undefined, cause?: unknown]
    : [data: ContractErrorData<C>, cause?: unknown];

/** Thrown inside the host; the contract's implementation turns it into the wire error of the same code. */
export class HostError<C extends ContractErrorCode = ContractErrorCode> extends Error {
  readonly code: C;
  readonly data: ErrorArguments<C>[0];

  constructor(code: C, ...[data, cause]: ErrorArguments<C>) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = "HostError";
    this.code = code;
    this.data = data;
  }
}

/** A HostError of any one code, so that a switch over `code` narrows `data`. */
export type AnyHostError = { [C in ContractErrorCode]: HostError<C> }[ContractErrorCode];

export const isHostError = (error: unknown): error is AnyHostError => error instanceof HostError;

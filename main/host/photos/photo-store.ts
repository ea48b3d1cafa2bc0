/**
 * Pictures on this laptop, named by the SHA-256 of their bytes: `photos/ab/abcd….jpg` in the data folder. A picture is there whole or
 * not at all, and durable before any revision names it. Bytes from elsewhere are checked against their name.
 */
export interface PhotoStore {
  has(hash: string): boolean;
  /** In bytes; null: not here. */
  size(hash: string): number | null;
  /** Keeps a JPEG and returns its hash. Throws NOT_A_PHOTO, DISK_FULL, FOLDER_NOT_WRITABLE. */
  add(bytes: Uint8Array): Promise<string>;
  /** Null: not here, or no longer what its name says (then it counts as missing). */
  read(hash: string): Promise<Uint8Array | null>;
  /**
   * Takes in a picture piece by piece. What came so far survives a broken line or a restart: `receivedBytes` tells where to go on.
   * `append` throws BAD_INPUT beyond `MAX_PHOTO_BYTES`; `finish` is false when the whole is not what its name says, and drops it.
   */
  receive(hash: string): Promise<{
    receivedBytes: number;
    append(piece: Uint8Array): Promise<void>;
    finish(): Promise<boolean>;
  }>;
}

/** A file of the server as it is written there. */
export interface SetupFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string;
  readonly mode: "0440" | "0600" | "0640" | "0644" | "0755";
  /** Root's where it says nothing else: a group that a service is in. */
  readonly group?: string;
  /** It holds a key, a token or a password: shown on screen with placeholders. */
  readonly secret: boolean;
}

const TIDY = { mode: "0644", secret: false } as const;

/** A file that everybody on the server may read. */
export const openFile = (path: string, content: string): SetupFile => ({ path, content, ...TIDY });

/** What stands in a text that is only shown, wherever a secret goes; every format carries it. */
export const SECRET_PLACEHOLDER = "KEPT-IN-THE-KEYCHAIN";

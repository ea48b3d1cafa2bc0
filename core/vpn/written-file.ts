/** A file that Farsite writes for another program. */
export interface WrittenFile {
  readonly fileName: string;
  readonly text: string;
  /** Where the program looks for it; null: a person hands it over (import, QR). */
  readonly installPath: string | null;
  /** It holds a private key: 0600, never mailed, never in a report. */
  readonly isSecret: boolean;
}

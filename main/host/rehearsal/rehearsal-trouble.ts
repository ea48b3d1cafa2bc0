import { message, type Message } from "#core/nat/diagnosis.ts";
import type { rehearsal } from "#core/text/en/rehearsal.ts";

/** Why a rehearsal could not be carried out: the sentence for the person. */
export class RehearsalTrouble extends Error {
  readonly why: Message;

  constructor(trouble: keyof typeof rehearsal.trouble, args: Message["args"] = {}, cause?: unknown) {
    super(trouble, cause === undefined ? undefined : { cause });
    this.name = "RehearsalTrouble";
    this.why = message(`rehearsal.trouble.${trouble}`, args);
  }
}

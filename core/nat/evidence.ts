import { message, type Evidence, type Message } from "./diagnosis.ts";

/** One reason, by its key under `evidence.` in `core/text`, with the observations it rests on in one order. */
export const because = (key: string, args: Message["args"], ids: readonly string[]): Evidence => ({
  ...message(`evidence.${key}`, args),
  observationIds: [...new Set(ids)].toSorted(),
});

import { HostError } from "#core/contract/errors.ts";
import { createKeychain } from "#host/vault/keychain.ts";

/** Does what its arguments say with the real keychain of its session, and prints the answers as one JSON list. */
const NAME = "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c01/router";
const keychain = createKeychain({ deadlineMs: 1_000 });

const steps: Record<string, () => Promise<unknown>> = {
  read: () => keychain.read(NAME),
  write: async () => {
    await keychain.write(NAME, "s3cret ä\u{1f511}");
    return null;
  },
  remove: () => keychain.remove(NAME),
  probe: () => keychain.probe(),
};

const answers: unknown[] = [];
for (const step of process.argv.slice(2)) {
  const answer = steps[step]?.() ?? Promise.reject(new Error(`no such step: ${step}`));
  answers.push(
    await answer.catch((error: unknown) => {
      if (error instanceof HostError) return { code: error.code, data: error.data };
      throw error;
    }),
  );
}
process.stdout.write(JSON.stringify(answers), () => process.exit(0));

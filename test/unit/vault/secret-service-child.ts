import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { HostError } from "#core/contract/errors.ts";
import { openStore } from "#host/store/open-store.ts";
import { createKeychain } from "#host/vault/keychain.ts";
import { VaultService } from "#host/vault/vault-service.ts";

/** Does what its arguments say with the real keychain of its session, and prints the answers as one JSON list. */
const NAME = "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c01/router";
const keychain = createKeychain({ deadlineMs: 1_000 });

/** There and back: what the keychain and the passphrase vault held after each move. */
async function move(): Promise<unknown> {
  const folder = join(process.env["HOME"] ?? "", "farsite");
  const now = () => new Date();
  const store = openStore({ folder, now, randomUuid: randomUUID });
  const vault = new VaultService({
    folder,
    platform: "linux",
    keychain,
    store: () => store,
    actor: () => ({ laptopId: randomUUID(), by: "Anna" }),
    now,
    randomUuid: randomUUID,
    workFactor: 4,
  });
  await vault.firm.write("vantage", "a token \u{1f511}");
  const found: unknown[] = [];
  const look = async (): Promise<void> => {
    found.push([await keychain.read("vantage"), await vault.firm.read("vantage")]);
  };
  await look();
  await vault.openPassphrase({ passphrase: "eight otters in a cellar", isNew: true });
  await look();
  await vault.moveTo({ backend: "keychain" });
  await look();
  store.close();
  return found;
}

const steps: Record<string, () => Promise<unknown>> = {
  read: () => keychain.read(NAME),
  write: async () => {
    await keychain.write(NAME, "s3cret ä\u{1f511}");
    return null;
  },
  remove: () => keychain.remove(NAME),
  probe: () => keychain.probe(),
  move,
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

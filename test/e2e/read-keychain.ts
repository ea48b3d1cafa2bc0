import { findCredentialsAsync } from "@napi-rs/keyring";

// Run by desk.ts on a bus of its own: prints what Farsite keeps in that keychain, by name.

const found = await findCredentialsAsync("farsite");
const entries = found.map(({ account, password }) => [account, password]);
process.stdout.write(JSON.stringify(Object.fromEntries(entries)), () => process.exit(0));

import { createKeychain } from "./keychain.ts";

// Run as a program by `probe-in-child.ts`: says on standard output whether secrets can be kept on this computer.

const state = await createKeychain().probe();
process.stdout.write(JSON.stringify(state), () => process.kill(process.pid, "SIGKILL"));

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { VaultLock } from "#host/vault/vault-lock.ts";
import { temporaryFolder } from "../store/store-fixture.ts";

it("lets one work after the other, in one process as between two", async () => {
  const folder = temporaryFolder();
  const [one, other] = [new VaultLock(folder), new VaultLock(folder)];
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? one : other).hold(work)));
  expect(most).toBe(1);
});

it("is free again after a work that failed", async () => {
  const lock = new VaultLock(temporaryFolder());
  await expect(lock.hold(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await lock.hold(() => Promise.resolve("yes"))).toBe("yes");
});

it("is held by another process until that ends, however it ends", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const module = fileURLToPath(new URL("../../../main/host/vault/vault-lock.ts", import.meta.url));
  const program = `
    import { VaultLock } from ${JSON.stringify(module)};
    await new VaultLock(${JSON.stringify(folder)}).hold(() => new Promise((resolve) => {
      process.stdout.write("held");
      setTimeout(resolve, 60_000);
    }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  const impatient = new VaultLock(folder, { waitMs: 50 });
  await expect(impatient.hold(() => Promise.resolve())).rejects.toMatchObject({ code: "STORE_BUSY" });
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  expect(await impatient.hold(() => Promise.resolve("mine"))).toBe("mine");
});

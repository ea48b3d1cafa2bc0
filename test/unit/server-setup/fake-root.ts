import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { serverSetup } from "#core/server-setup/server-setup.ts";
import { sampleOptions, sampleSecrets, sampleServer } from "./sample-server.ts";

/** Programs that would change the machine. Each writes its arguments down, and fails where the test says so. */
const STUBS = ["wg", "wg-quick", "nft", "systemctl", "ip", "ss", "pkill"];

/** farsite-apply in a folder that stands for the server's root. */
export class FakeRoot {
  readonly path = mkdtempSync(join(tmpdir(), "farsite-root-"));
  readonly script: string;

  constructor(server = sampleServer(), options = sampleOptions()) {
    const files = serverSetup(server, sampleSecrets(), options);
    for (const { path, content } of files) this.write(path, content);
    mkdirSync(join(this.path, "var/lib/farsite/health"), { recursive: true });
    this.script = join(this.path, "usr/local/sbin/farsite-apply");
    for (const name of STUBS) this.stub(name, "");
    this.stub("wg-quick", 'cat "$2"');
  }

  write(path: string, content: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  read(path: string): string {
    const file = join(this.path, path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  stub(name: string, body: string): void {
    const file = join(this.path, "bin", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$FARSITE_ROOT/calls"\n${body}\n`);
    chmodSync(file, 0o755);
  }

  calls(): string[] {
    return this.read("calls").split("\n").filter(Boolean);
  }

  run(
    args: readonly string[],
    input: string | Uint8Array = "",
    shell = "sh",
  ): { status: number; out: string; said: string } {
    rmSync(join(this.path, "calls"), { force: true });
    const { status, stdout, stderr } = spawnSync(shell, [this.script, ...args], {
      input,
      env: { FARSITE_ROOT: this.path, PATH: process.env["PATH"] ?? "" },
      timeout: 20_000,
      encoding: "utf8",
    });
    return { status: status ?? -1, out: stdout, said: stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

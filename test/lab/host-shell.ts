import type { ChildProcess, SpawnOptions } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * A shell on a host of the lab, for programs that have to see each other's files: what is mounted in it, only it and its children see.
 */
export class HostShell {
  readonly #shell: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** @param start starts `sh` on the host */
  constructor(start: (options: SpawnOptions) => ChildProcess) {
    this.#shell = start({ stdio: ["pipe", "pipe", "inherit"] });
    if (this.#shell.stdout === null) throw new Error("no output");
    this.#lines = createInterface({ input: this.#shell.stdout })[Symbol.asyncIterator]();
  }

  /** Runs commands, one call after the other. @throws Error when the last one fails */
  async run(commands: string): Promise<string[]> {
    this.#shell.stdin?.write(`${commands}\necho "end-of-command $?"\n`);
    const lines: string[] = [];
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`the host's shell ended: ${commands}`);
      if (value === "end-of-command 0") return lines;
      if (value.startsWith("end-of-command ")) throw new Error(`${commands}: ${value} ${lines.join("\n")}`);
      lines.push(value);
    }
  }

  /** Gives the host files of its own in these folders, which begin as the machine's; the machine's stay as they are. */
  async ownFolders(folders: readonly string[]): Promise<void> {
    await this.run("mount -t tmpfs none /run && mkdir -p /run/sshd /run/wireguard /run/lock");
    for (const folder of folders) {
      const own = `/run/own${folder.replaceAll("/", "-")}`;
      await this.run(
        `mkdir -p ${own}/upper ${own}/work && mount -t overlay overlay -o lowerdir=${folder},upperdir=${own}/upper,workdir=${own}/work ${folder}`,
      );
    }
  }

  async write(path: string, content: string, mode = "0644"): Promise<void> {
    const [, folder = "/"] = /^(.*)\/[^/]*$/.exec(path) ?? [];
    const packed = Buffer.from(content).toString("base64");
    const at = quoted(path);
    await this.run(`mkdir -p ${quoted(folder)} && echo ${packed} | base64 -d >${at} && chmod ${mode} ${at}`);
  }
}

/** One word of a shell. */
export const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

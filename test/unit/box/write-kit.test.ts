import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HostError } from "#core/contract/errors.ts";
import { newPassphrase, sealed } from "#host/box/seal-secrets.ts";
import { writeSiteBoxKit } from "#host/box/write-kit.ts";
import { boxInput } from "./box-fixture.ts";

const stick = (): string => mkdtempSync(join(tmpdir(), "farsite-stick-"));

describe("a kit on a stick", () => {
  test("is whole: every file with its sum, and the secrets open with the passphrase", async () => {
    const folder = stick();
    const { path, passphrase, files } = await writeSiteBoxKit(boxInput, { folder, form: "folder" });
    expect(path).toBe(join(folder, "farsite-mueller-7"));
    expect(readdirSync(folder)).toEqual(["farsite-mueller-7"]);
    const checked = execFileSync("/usr/bin/sha256sum", ["-c", "SHA256SUMS"], { cwd: path })
      .toString()
      .trim()
      .split("\n");
    expect(checked).toHaveLength(files.length - 1);
    const all = files.map((name) => readFileSync(join(path, name), "latin1")).join("\n");
    for (const secret of [
      "0000000000000000000000",
      "OPENSSH PRIVATE",
      "tok_0123",
      passphrase,
      passphrase.replaceAll("-", ""),
    ]) {
      expect(all).not.toContain(secret);
    }
    const plain = execFileSync(
      "openssl",
      [
        "enc",
        "-d",
        "-aes-256-cbc",
        "-pbkdf2",
        "-iter",
        "600000",
        "-md",
        "sha256",
        "-in",
        join(path, "secrets.enc"),
        "-pass",
        "stdin",
      ],
      { input: passphrase.replaceAll("-", "") },
    ).toString();
    expect(plain.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "farsite-secrets-1",
      "wireguard.conf",
      "ssh-key",
      "health.curl",
      "sha256",
      "",
    ]);
  });

  test("is the same as a zip, with programs that may be run", async () => {
    const folder = stick();
    const { path, files } = await writeSiteBoxKit(boxInput, { folder, form: "zip" });
    expect(readdirSync(folder)).toEqual(["farsite-mueller-7.zip"]);
    const listed = execFileSync("python3", [
      "-c",
      "import sys, zipfile\nfor i in zipfile.ZipFile(sys.argv[1]).infolist(): print(oct(i.external_attr >> 16), i.filename)",
      path,
    ])
      .toString()
      .trim()
      .split("\n");
    expect(listed).toHaveLength(files.length);
    expect(listed).toContain("0o100755 farsite-mueller-7/install.sh");
    expect(listed).toContain("0o100644 farsite-mueller-7/secrets.enc");
  });

  test("replaces nothing, and writes through no link", async () => {
    const folder = stick();
    const elsewhere = stick();
    symlinkSync(join(elsewhere, "nothing"), join(folder, "farsite-mueller-7"));
    mkdirSync(join(folder, "farsite-mueller-7.zip"));
    for (const form of ["folder", "zip"] as const) {
      await expect(writeSiteBoxKit(boxInput, { folder, form })).rejects.toMatchObject({ code: "BAD_INPUT" });
    }
    expect(readdirSync(folder).toSorted()).toEqual(["farsite-mueller-7", "farsite-mueller-7.zip"]);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test("a stick that is not there is told in words", async () => {
    const written = writeSiteBoxKit(boxInput, { folder: join(stick(), "gone"), form: "folder" });
    await expect(written).rejects.toBeInstanceOf(HostError);
    await expect(written).rejects.toMatchObject({ code: "FOLDER_NOT_WRITABLE" });
  });

  test("a full stick is told in words, and keeps nothing of it", () => {
    // A file system of 64 kB in a namespace of its own; the kit needs more blocks than it has.
    const folder = stick();
    const program = `
      import { writeSiteBoxKit } from "${join(process.cwd(), "main/host/box/write-kit.ts")}";
      import { readdirSync } from "node:fs";
      const input = ${JSON.stringify(boxInput)};
      const error = await writeSiteBoxKit(input, { folder: "${folder}", form: "folder" }).catch((e) => e);
      console.log(error.code, readdirSync("${folder}").length);
    `;
    const said = execFileSync(
      "unshare",
      [
        "-rm",
        "sh",
        "-c",
        `mount -t tmpfs -o size=64k none '${folder}' && exec "$0" --input-type=module`,
        process.execPath,
      ],
      { input: program, cwd: process.cwd() },
    );
    expect(said.toString().trim()).toBe("DISK_FULL 0");
  });
});

describe("a passphrase", () => {
  test("has 24 signs that every keyboard has in the same place, and is another one each time", () => {
    const many = Array.from({ length: 200 }, newPassphrase);
    for (const one of many) expect(one).toMatch(/^([abcdefghjkmnpqrstuvwx2-9]{4}-){5}[abcdefghjkmnpqrstuvwx2-9]{4}$/);
    expect(new Set(many).size).toBe(many.length);
    expect(new Set(many.join("")).size).toBe(29 + 1);
  });

  test("opens nothing when one sign is another", async () => {
    const bytes = await sealed("farsite-secrets-1\n", "aaaa-bbbb");
    const open = (passphrase: string): string => {
      try {
        return execFileSync(
          "openssl",
          ["enc", "-d", "-aes-256-cbc", "-pbkdf2", "-iter", "600000", "-pass", `pass:${passphrase}`],
          { input: bytes, stdio: ["pipe", "pipe", "ignore"] },
        ).toString();
      } catch {
        return "";
      }
    };
    expect(open("aaaabbbb")).toBe("farsite-secrets-1\n");
    expect(open("aaaabbbc")).not.toContain("farsite");
  });
});

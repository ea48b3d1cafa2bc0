import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { credentialsSheetModel, type CredentialsSheetInput } from "#core/report/credentials-sheet.ts";
import { createTranslate } from "#core/text/translate.ts";
import { compileCredentialsSheet } from "#host/report/compile-report.ts";
import { encryptedPdf } from "#host/report/encrypted-pdf.ts";

const ASSETS = join(import.meta.dirname, "../../../assets");
const PASSWORD = 'a"b#c{d}$x^2$ *e* _f_ //g';
const PASSPHRASE = "Korrekt Pferd ü 7";

type Account = CredentialsSheetInput["accounts"][number];

function model(accounts: Partial<Account>[], change: Partial<CredentialsSheetInput> = {}) {
  const { locale = "en" } = change;
  return credentialsSheetModel({
    siteName: "Bakery\nMöller",
    to: "Ms Winter",
    by: "Anna",
    at: "2026-11-21T23:30:00Z",
    locale,
    paper: "a4",
    translate: createTranslate(locale),
    timeZone: "Europe/Berlin",
    ...change,
    accounts: accounts.map((account) => ({
      id: "3b9f3d6a-2a7e-4c07-8f5e-7a3f1c2d4e5f",
      kind: "recorder",
      label: "Recorder",
      userName: "admin",
      changedAt: "2026-11-01T10:00:00Z",
      password: PASSWORD,
      device: null,
      ...account,
    })),
  });
}

describe("the sheet of passwords", () => {
  it("says for whom it is, what to do with it, and each login exactly", () => {
    const sheet = model([{ device: "NVR 8" }, { userName: "", password: "x", kind: "isp-portal" }], { locale: "de" });
    expect(sheet).toMatchObject({
      title: "Passwörter: Bakery Möller",
      accounts: [
        { kind: "Rekorder", device: "NVR 8", userName: "admin", password: PASSWORD, changed: "1. November 2026" },
        { userName: null, password: "x", hint: null },
      ],
    });
    expect(sheet.facts.map(({ value }) => value)).toEqual(["Ms Winter", "Anna", "22. November 2026"]);
  });

  it("names what paper does not show of a password", () => {
    const [first, second] = model([{ password: " ü \u{1F511}" }, { password: "a b" }]).accounts;
    expect(first?.hint).toBe("There are 2 spaces in it. Not on every keyboard: U+00FC, U+1F511.");
    expect(second?.hint).toBe("There is 1 space in it.");
  });
});

describe("its PDF", { timeout: 60_000 }, () => {
  const made = (async () => {
    const plain = await compileCredentialsSheet(model([{}, { label: '#read("/etc/passwd")' }]), {
      assetsFolder: ASSETS,
    });
    return encryptedPdf(plain, PASSPHRASE);
  })();
  const poppler = async (program: "pdfinfo" | "pdftotext", ...options: string[]): Promise<string> =>
    execFileSync(program, [...options, "-", ...(program === "pdftotext" ? ["-"] : [])], {
      encoding: "utf8",
      input: await made,
      stdio: "pipe",
    });

  it("opens with the passphrase only, in another program as well", async () => {
    const sealed = await made;
    expect(Buffer.from(sealed).includes("Recorder")).toBe(false);
    await expect(PDFDocument.load(sealed)).rejects.toThrow(/encrypted/);
    await expect(poppler("pdftotext")).rejects.toThrow(/password/i);
    await expect(poppler("pdftotext", "-upw", "korrekt pferd ü 7")).rejects.toThrow(/password/i);
    expect(await poppler("pdftotext", "-upw", PASSPHRASE)).toContain("Recorder");
  });

  it("is encrypted with AES-256, titled, and stays tagged for readers", async () => {
    const about = await poppler("pdfinfo", "-upw", PASSPHRASE);
    expect(about).toMatch(/algorithm:AES-256/);
    expect(about).toMatch(/Title: +Passwords: Bakery Möller/);
    expect(about).toMatch(/Tagged: +yes/);
  });

  it("holds passwords as they are typed: no markup, nothing slipped in between the characters", async () => {
    const text = await poppler("pdftotext", "-layout", "-upw", PASSPHRASE);
    expect(text).toContain(PASSWORD);
    expect(text).toContain('#read("/etc/passwd")');
  });
});

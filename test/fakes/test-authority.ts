import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An authority of a test's own, made anew each time: no key lies in the repository. Needs `openssl`. */
export interface TestAuthority {
  /** PEM. */
  certificate: string;
  /** A server's certificate and key as PEM, for a name as X.509 spells it ("IP:127.0.0.1"). A negative number of days has expired. */
  issue(subjectAlternativeName: string, days: number): { cert: string; key: string };
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

export function createTestAuthority(): TestAuthority {
  const inFolder = <T>(work: (folder: string) => T): T => {
    const folder = mkdtempSync(join(tmpdir(), "farsite-ca-"));
    try {
      return work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const openssl = (folder: string, ...args: string[]): void =>
    void execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

  const authority = inFolder((folder) => {
    openssl(
      folder,
      "req",
      "-x509",
      ...NEW_KEY,
      "-keyout",
      "key",
      "-out",
      "cert",
      "-subj",
      "/CN=Test authority",
      "-days",
      "3",
    );
    return { cert: read(folder, "cert"), key: read(folder, "key") };
  });
  return {
    certificate: authority.cert,
    issue: (subjectAlternativeName, days) =>
      inFolder((folder) => {
        writeFileSync(join(folder, "ca.cert"), authority.cert);
        writeFileSync(join(folder, "ca.key"), authority.key);
        writeFileSync(join(folder, "names"), `subjectAltName=${subjectAlternativeName}`);
        openssl(folder, "req", ...NEW_KEY, "-keyout", "key", "-out", "request", "-subj", "/CN=Test hub");
        const signed = ["-CA", "ca.cert", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names"];
        openssl(folder, "x509", "-req", "-in", "request", ...signed, "-days", String(days), "-out", "cert");
        return { cert: read(folder, "cert"), key: read(folder, "key") };
      }),
  };
}

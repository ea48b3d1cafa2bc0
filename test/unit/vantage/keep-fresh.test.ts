import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { expect, it, onTestFinished } from "vitest";
import { keepFresh, type FreshEntry } from "../../../main/vantage/keep-fresh.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";
import { vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const shownBy = (port: number): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: LOOPBACK, port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.subject);
      socket.destroy();
    });
    socket.on("error", reject);
  });

it("takes a renewed certificate for connections from then on, and no broken one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "farsite-vantage-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  const write = (name: string): { cert: string; key: string } => {
    const pem = selfSignedCertificate(name);
    writeFileSync(files.cert, pem.cert);
    writeFileSync(files.key, pem.key);
    return pem;
  };
  const first = write("first");
  expect(new X509Certificate(first.cert).subject).toBe("CN=first");
  const vantage = await vantageOnLoopback({ tls: first });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const entries: FreshEntry[] = [];
  keepFresh(vantage, { tokens: null, tls: files }, (entry) => void entries.push(entry), stop.signal);
  expect(await shownBy(vantage.port)).toBe("CN=first");
  write("second");
  await expect.poll(() => shownBy(vantage.port), { timeout: 10_000 }).toBe("CN=second");
  writeFileSync(files.cert, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  await expect
    .poll(() => entries.at(-1), { timeout: 10_000 })
    .toMatchObject({ event: "reread-failed", file: files.cert });
  expect(await shownBy(vantage.port)).toBe("CN=second");
});

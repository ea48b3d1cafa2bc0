import { request as httpRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { uploadSpeed } from "#core/vantage/upload-speed.ts";
import { authorization } from "#core/vantage/signing.ts";
import { uploadAnswerSchema, type UploadAnswer } from "#core/vantage/vantage-api.ts";
import { MAX_UPLOAD_BYTES, UPLOAD_PATH } from "#core/vantage/vantage-protocol.ts";
import { measureUpload, type UploadProgress } from "#host/vantage/measure-upload.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { UploadBudget } from "../../../main/vantage/upload.ts";
import { fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { hmacOf, newNonce, VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const asker = fakeEnvironment(null, {
  computer: { localAddressTowards: async () => LOOPBACK },
  budget: patientBudget,
});
const signal = new AbortController().signal;

/** A line that sends `perMs` bytes a millisecond after it came up to speed over the first second. */
function line(perMs: number, tookMs: number): Pick<UploadAnswer, "bytes" | "samples" | "tookMs"> {
  const at = (ms: number): number => Math.round(ms < 1_000 ? (perMs * ms * ms) / 2_000 : perMs * (ms - 500));
  const times = Array.from({ length: Math.floor(tookMs / 100) }, (_, index) => (index + 1) * 100);
  return { bytes: at(tookMs), tookMs, samples: times.map((atMs) => ({ atMs, bytes: at(atMs) })) };
}

describe("the speed of an upload", () => {
  it("leaves out the time in which the line came up to speed", () => {
    // 10 Mbit/s are 1,250 bytes a millisecond; with the first second it would be 9.
    const speed = uploadSpeed({ ...line(1_250, 5_000), endedBy: "time", besides: 0 });
    expect(speed?.mbps).toBeCloseTo(10, 5);
    expect(speed).toMatchObject({ seconds: 5, limitedByVantage: false });
  });

  it("of a line too fast to be measured is said to be at least that", () => {
    const fast = { bytes: MAX_UPLOAD_BYTES, tookMs: 130, samples: [{ atMs: 100, bytes: 11e6 }], besides: 0 };
    expect(uploadSpeed({ ...fast, endedBy: "size" })?.limitedByVantage).toBe(true);
    expect(uploadSpeed({ ...line(4_000, 4_500), endedBy: "size", besides: 0 })?.limitedByVantage).toBe(false);
    expect(uploadSpeed({ ...line(1_250, 5_000), endedBy: "time", besides: 1 })?.limitedByVantage).toBe(true);
  });

  it("of a line that sent one buffer and no more is that buffer over the whole time", () => {
    const slow = { bytes: 8_000, tookMs: 5_000, samples: [{ atMs: 100, bytes: 8_000 }] };
    expect(uploadSpeed({ ...slow, endedBy: "time", besides: 0 })?.mbps).toBeCloseTo(0.0128, 5);
    expect(uploadSpeed({ bytes: 0, tookMs: 0, samples: [], endedBy: "time", besides: 0 })).toBeNull();
  });
});

describe("measuring an upload", () => {
  it("sends until the vantage has had enough, and says how fast that was", async () => {
    const { url, log, metrics } = await vantageOnLoopback();
    const progress: UploadProgress[] = [];
    const options = { signal, onProgress: (one: UploadProgress) => void progress.push(one) };
    const speed = await measureUpload({ url, token: VANTAGE_TOKEN }, asker, options);
    expect(speed.bytes).toBeGreaterThanOrEqual(MAX_UPLOAD_BYTES);
    expect(speed.bytes).toBeLessThan(MAX_UPLOAD_BYTES + 1e6);
    expect(speed.mbps).toBeGreaterThan(10);
    expect(log).toMatchObject([{ event: "view" }, { event: "upload", bytes: speed.bytes, endedBy: "size" }]);
    expect(metrics.render()).toContain(`farsite_vantage_uploaded_bytes_total{technician=""} ${speed.bytes}`);
    for (const { sentBytes } of progress) expect(sentBytes).toBeLessThanOrEqual(MAX_UPLOAD_BYTES);
  });

  it("ends after five seconds, and a slow line is not kept busy longer", async () => {
    const { port } = await vantageOnLoopback();
    const nonce = newNonce();
    const signed = { method: "POST", path: UPLOAD_PATH, body: "", timeMs: Date.now(), nonce };
    const request = httpRequest({ host: LOOPBACK, port, path: UPLOAD_PATH, method: "POST", agent: false });
    request.setHeader("authorization", authorization(signed, hmacOf(VANTAGE_TOKEN)));
    const drip = setInterval(() => request.write("x".repeat(1_000)), 50);
    const text = await new Promise<string>((resolve, reject) => {
      request.on("error", reject);
      request.on("response", (response) => {
        response.on("data", (chunk: Buffer) => resolve(chunk.toString()));
        response.on("end", () => request.destroy());
      });
    }).finally(() => clearInterval(drip));
    const answer = uploadAnswerSchema.parse(JSON.parse(text));
    expect(answer).toMatchObject({ endedBy: "time", besides: 0 });
    expect(answer.tookMs).toBeGreaterThan(4_900);
    expect(answer.samples.length).toBeGreaterThan(20);
    expect(uploadSpeed(answer)?.mbps).toBeLessThan(0.5);
  });

  it("is refused when the day's bytes of the token are used up, and has not read any", async () => {
    const limits = { ...usualLimits, uploadPerToken: MAX_UPLOAD_BYTES };
    const { url, log } = await vantageOnLoopback({ limits });
    await measureUpload({ url, token: VANTAGE_TOKEN }, asker, { signal });
    const second = measureUpload({ url, token: VANTAGE_TOKEN }, asker, { signal });
    await expect(second).rejects.toMatchObject({ trouble: "vantage-busy", message: "spent" });
    expect(log.at(-1)).toMatchObject({ event: "refused", reason: "spent" });
  });

  it("is nothing for a wrong token", async () => {
    const { url, log } = await vantageOnLoopback();
    const wrong = measureUpload({ url, token: "another-token-1234567890" }, asker, { signal });
    await expect(wrong).rejects.toMatchObject({ trouble: "vantage-wrong-token" });
    expect(log).toEqual([]);
  });
});

it("a day's budget is each token's own, and within the whole one", () => {
  let nowMs = 0;
  const budget = new UploadBudget({ ...usualLimits, uploadPerToken: 100, uploadInTotal: 150 }, () => nowMs);
  budget.use("a", 80);
  expect([budget.left("a"), budget.left("b")]).toEqual([20, 70]);
  budget.use("b", 90);
  expect([budget.left("a"), budget.left("b"), budget.left("c")]).toEqual([0, 0, 0]);
  nowMs = 86_400_000;
  expect(budget.left("a")).toBe(100);
});

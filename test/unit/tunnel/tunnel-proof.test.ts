import { describe, expect, it } from "vitest";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import { message } from "#core/nat/diagnosis.ts";
import { latestTunnelProofs } from "#core/tunnel/tunnel-proof.ts";
import type { PublishedPort, Tunnel } from "#core/tunnel/tunnel.ts";
import { isProvenThrough } from "#core/walk/through-result.ts";

const AT = "2026-11-22T10:00:00.000Z";
const NOW = { time: "2026-11-22T10:05:00.000Z" };

const camera: PublishedPort = {
  id: "p",
  address: "192.168.1.10",
  transport: "tcp",
  port: 554,
  use: "stream",
  serverPort: 20_001,
  listen: "server",
};

const tunnelOf = (more: Partial<Tunnel>): Tunnel => ({
  id: "t",
  kind: "wireguard",
  lan: "192.168.1.0/24",
  mapped: "10.96.3.0/24",
  peers: [],
  published: [camera],
  madeAt: "2026-11-22T09:00:00.000Z",
  ...more,
});

const resultOf = (more: Partial<ProofResult>): ProofResult => ({
  forwardId: null,
  tunnelId: "t",
  target: "device",
  transport: "tcp",
  address: "10.96.3.10",
  port: 554,
  outcome: "answered",
  strength: "proof",
  remark: null,
  answer: { protocol: "rtsp", says: null, certificate: null },
  sameDevice: "unknown",
  connectMs: 20,
  firstByteMs: null,
  rttMs: 20,
  at: AT,
  trouble: null,
  raw: null,
  ...more,
});

const recordOf = (results: ProofResult[]): ProofRecord => ({
  format: "farsite-proof",
  version: 2,
  proofId: "6d1c6cbe-58b7-4bd1-a9a7-6e3f9a4b0001",
  startedAt: AT,
  durationMs: 100,
  farsiteVersion: "0.0.0",
  by: null,
  origin: { kind: "server", host: "vpn.example.net", address: null },
  publicAddress: null,
  results,
});

const proofOf = (tunnel: Tunnel, result: ProofResult) =>
  latestTunnelProofs([recordOf([result])], [tunnel], NOW).get("t");

describe("a test through a tunnel", () => {
  it("proves it where the device's words came back and a picture could", () => {
    expect(proofOf(tunnelOf({}), resultOf({}))).toMatchObject({ isProven: true, stale: null });
    // A small answer came through, and what is as large as a picture did not.
    for (const word of ["mtu-stream", "no-rtsp", "closed"]) {
      const stalled = resultOf({ trouble: message(`through.trouble.${word}`) });
      expect(proofOf(tunnelOf({}), stalled)).toMatchObject({ isProven: false });
      expect(isProvenThrough(recordOf([stalled]), "t")).toBe(false);
    }
    const mistyped = resultOf({ trouble: message("through.trouble.wrong-login") });
    expect(proofOf(tunnelOf({}), mistyped)).toMatchObject({ isProven: true });
    expect(isProvenThrough(recordOf([mistyped]), "t")).toBe(true);
  });

  it("proves nothing of a tunnel that leads elsewhere since", () => {
    const changed = { isProven: false, stale: message("proof.stale.tunnel-changed") };
    const relayed = resultOf({ address: "127.0.0.1", port: 20_001 });
    const cases: [Partial<Tunnel>, Partial<ProofResult>, object][] = [
      [{ mapped: "10.96.4.0/24" }, {}, changed],
      [{ mapped: null, lan: "192.168.2.0/24" }, { address: "192.168.1.10" }, changed],
      [{ mapped: null }, { address: "192.168.1.10" }, { isProven: true }],
      [{ lan: null, mapped: null }, {}, { isProven: true }],
      [
        { kind: "tailscale", mapped: "fd7a:115c:a1e0:b1a:0:7:c0a8:100/120" },
        { address: "fd7a:115c:a1e0:b1a:0:7:c0a8:10a" },
        { isProven: true },
      ],
      [{ kind: "ssh" }, relayed, { isProven: true }],
      [{ kind: "ssh", published: [{ ...camera, serverPort: 20_002 }] }, relayed, changed],
      [{ kind: "frp", published: [] }, relayed, changed],
      [
        { kind: "hosted", published: [], ports: [8_554] },
        { address: "r.example.net", port: 8_554 },
        { isProven: true },
      ],
      [{ kind: "hosted", published: [], ports: [8_555] }, { address: "r.example.net", port: 8_554 }, changed],
      [{ removedAt: AT }, {}, changed],
    ];
    for (const [tunnel, result, expected] of cases)
      expect([tunnel, proofOf(tunnelOf(tunnel), resultOf(result))]).toMatchObject([tunnel, expected]);
  });
});

import { connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { askVantage, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

async function silent(port: number): Promise<Socket> {
  const socket = connect(port, LOOPBACK);
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

describe("too many connections", () => {
  it("make room for new ones: the oldest that never showed a token goes", async () => {
    const { port, metrics } = await vantageOnLoopback({ limits: { ...usualLimits, connections: 3 } });
    const held: Socket[] = [];
    for (let count = 0; count < 3; count += 1) held.push(await silent(port));
    expect((await askVantage(port, { path: VIEW_PATH })).statusCode).toBe(200);
    await expect.poll(() => held.map((socket) => socket.destroyed)).toEqual([true, false, false]);
    expect(metrics.render()).toContain('connections_refused_total{reason="made-room"} 1\n');
  });

  it("of one caller within a moment are cut at once", async () => {
    const limits = { ...usualLimits, newConnectionsPerCaller: { burst: 2, perSecond: 0 } };
    const { port, metrics } = await vantageOnLoopback({ limits });
    await silent(port);
    await silent(port);
    await expect(askVantage(port, { path: VIEW_PATH })).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(metrics.render()).toContain('connections_refused_total{reason="too-fast"} 1\n');
    expect(metrics.render()).toMatch(/^farsite_vantage_connections 2$/m);
  });
});

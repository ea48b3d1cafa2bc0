import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "#core/nat/diagnosis.ts";
import { livePortSchema, type LivePort } from "#core/relay/live-tunnel.ts";
import {
  deviceTroubleText,
  sshFaultAtPort,
  sshFaultDetails,
  sshFaultText,
  sshPortFaultText,
} from "#core/relay/ssh-fault-text.ts";
import { sshFaultSchema, sshPortFaultSchema, weightiestFault, type SshFault } from "#core/relay/ssh-fault.ts";
import { readGreeting } from "#core/relay/ssh-greeting.ts";
import { en } from "#core/text/en.ts";
import { createTranslate } from "#core/text/translate.ts";

const key = { fingerprint: "SHA256:abc", keyType: "ssh-ed25519" };
const faults: SshFault[] = [
  ...(["name-not-found", "name-unanswered", "no-route", "unreachable", "refused", "silent"] as const).map((kind) => ({
    kind,
  })),
  ...(["authentication-refused", "private-key-unreadable", "stalled", "stopped"] as const).map((kind) => ({ kind })),
  ...(["http", "tls", "ssh-1", "other"] as const).map((speaks) => ({
    kind: "not-ssh" as const,
    speaks,
    said: "nginx",
  })),
  ...(["silence", "server", "network"] as const).map((by) => ({ kind: "lost" as const, by })),
  { kind: "closed-early", said: null },
  { kind: "closed-early", said: "Exceeded MaxStartups" },
  { kind: "captive-portal", location: "http://portal.example" },
  { kind: "captive-portal", location: null },
  { kind: "no-common-algorithms", said: "no matching key exchange algorithm" },
  { kind: "broken-off", said: null },
  { kind: "new-host-key", ...key },
  { kind: "host-key-changed", ...key },
];
const livePort = (deviceTrouble: LivePort["deviceTrouble"]): LivePort =>
  livePortSchema.parse({
    id: "a",
    address: "192.168.1.64",
    port: 554,
    serverPort: 20_001,
    listen: "server",
    state: { kind: "listening" },
    connections: { open: 0, total: 1, turnedAway: 0, unanswered: 1 },
    deviceTrouble,
    bytesIn: 0,
    bytesOut: 0,
  });

const said: Message[] = [
  ...faults.flatMap((fault) => [
    sshFaultText(fault, { host: "vps.example" }),
    sshFaultAtPort({ port: 443, fault }),
    ...sshFaultDetails(fault),
  ]),
  ...sshPortFaultSchema.options.map((fault) => sshPortFaultText(fault, { serverPort: 20_001 })),
  ...(["refused", "silent"] as const)
    .map((trouble) => deviceTroubleText(livePort(trouble)))
    .filter((text) => text !== null),
];

const leaves = (tree: object, prefix: string): string[] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string" ? [`${prefix}.${name}`] : leaves(value as object, `${prefix}.${name}`),
  );

describe("what is said of a relay", () => {
  it.each(["en", "de"] as const)("comes out whole in %s", (locale) => {
    const say = createTranslate(locale);
    for (const message of said) {
      expect(say(message)).not.toBe(message.key);
      expect(say(message)).not.toMatch(/\{\{|\}\}|undefined|null|NaN/);
    }
  });

  it("has a text for every fault, and no other", () => {
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(
      new Set(sshFaultSchema.options.map((option) => option.shape.kind.value)),
    );
    expect(leaves(en.relay, "relay").filter((text) => !said.some((message) => message.key === text))).toEqual([]);
  });

  it("says nothing of a device that answers", () => {
    expect(deviceTroubleText(livePort(null))).toBeNull();
  });
});

describe("of several ports", () => {
  it("the one that explains most is told", () => {
    const at = (port: number, fault: SshFault) => ({ port, fault });
    expect(
      weightiestFault([at(22, { kind: "unreachable" }), at(443, { kind: "captive-portal", location: null })])?.port,
    ).toBe(443);
    expect(weightiestFault([at(22, { kind: "host-key-changed", ...key }), at(443, { kind: "silent" })])?.port).toBe(22);
    expect(weightiestFault([at(22, { kind: "refused" }), at(443, { kind: "refused" })])?.port).toBe(22);
    expect(weightiestFault([])).toBeUndefined();
  });
});

describe("a greeting", () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

  it("may come after a server's own lines, and in pieces", () => {
    expect(readGreeting(bytes("Welcome\r\nSSH-2.0-OpenSSH_9.2\r\n"), false)).toBe("ssh");
    expect(readGreeting(bytes("SSH-1.99-Cisco-1.25\n"), false)).toBe("ssh");
    expect(readGreeting(bytes("SSH-2.0-Open"), false)).toBeUndefined();
    expect(readGreeting(bytes("HTTP/1.1 400 Bad"), false)).toBeUndefined();
  });

  it("is judged whatever it is, and what it says is clean", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "binary" }).map(bytes)), (received) => {
        const read = readGreeting(received, true);
        const isFault = read !== "ssh" && sshFaultSchema.safeParse(read).success;
        expect(read === "ssh" || isFault).toBe(true);
        expect(JSON.stringify(read)).not.toMatch(/[\u0080-\u009f\u202e]/);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import type { PreflightItem } from "#core/lan/inspection.ts";
import { riskAdvice, risksOf, riskTitle, type RiskInput } from "#core/walk/risk.ts";
import { risk } from "#core/text/en/risk.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import { expectToRead, unusedTexts } from "./explore.ts";
import { aDevice, aFinding } from "./forward-story.ts";

const port = (more: Partial<RiskInput["ports"][number]> = {}): RiskInput["ports"][number] => ({
  transport: "tcp",
  internalPort: 443,
  service: "web-secure",
  encrypted: true,
  ...more,
});
const input = (more: Partial<RiskInput> = {}): RiskInput => ({
  device: aDevice(),
  brand: "Hikvision",
  ports: [port()],
  inspected: [],
  password: "own",
  isNever: () => false,
  ...more,
});
const found = (...codes: string[]): RiskInput["device"] =>
  aDevice({ findings: codes.map((code) => aFinding(code, { cves: "CVE-2021-36260", asOf: "2026-11-01", count: 1 })) });
const told = (code: PreflightItem["code"], state: PreflightItem["state"]): PreflightItem[] => [
  { code, state, title: { key: `preflight.${code}`, args: { firmware: "V3.4" } }, whatToDo: null },
];
const plainPort = (
  internalPort: number,
  service: string | null,
  encrypted: boolean | null = null,
): RiskInput["ports"] => [port({ internalPort, service, encrypted })];

const BLOCKS: readonly (readonly [string, Partial<RiskInput>])[] = [
  ["exploited-firmware", { device: found("exploited-affected") }],
  ["exploited-check", { device: found("exploited-check") }],
  ["exploited-unknown", { device: aDevice({ ...found("exploited-check"), firmware: null }) }],
  ["device-unknown", { device: null }],
  ["not-activated", { device: aDevice({ activated: false }) }],
  ["not-activated", { inspected: told("activated", "problem") }],
  ["factory-password", { password: "factory" }],
  ["password-unknown", { password: "unknown" }],
  ["open-without-login", { device: found("rtsp-without-login") }],
  ["open-without-login", { device: found("snapshot-without-login") }],
  ["old-firmware", { device: found("old-firmware") }],
  ["old-firmware", { inspected: told("firmware", "warning") }],
  ["remote-shell", { ports: plainPort(23, "telnet") }],
  ["remote-shell", { ports: plainPort(9527, "console") }],
  ["plain-ftp", { ports: plainPort(21, "ftp") }],
  ["control", { ports: plainPort(502, "modbus") }],
  ["plain-http", { ports: plainPort(80, "web") }],
  ["plain-http", { ports: plainPort(8081, null) }],
  ["plain-http", { ports: plainPort(8899, "onvif") }],
  ["plain-rtsp", { ports: plainPort(554, "rtsp") }],
  ["plain-rtsp", { ports: plainPort(8554, null) }],
  ["takeover", { ports: plainPort(3389, null) }],
  ["takeover", { ports: plainPort(445, null) }],
  ["never-forward", { ports: plainPort(9000, null), isNever: () => true }],
];
const TO_KNOW: readonly (readonly [string, Partial<RiskInput>])[] = [
  ["makers-protocol", { ports: plainPort(8000, "hikvision", false) }],
  ["firmware-unknown", { device: aDevice({ firmware: null }), inspected: null }],
  ["certificate-expired", { device: found("certificate-expired") }],
  ["certificate-self-signed", { device: found("certificate-self-signed") }],
  ["upnp-on", { inspected: told("upnp", "warning") }],
  ["cloud-on", { inspected: told("cloud", "warning") }],
];

describe("the risk of opening a port", () => {
  it.each(BLOCKS)("%s needs somebody's name", (code, more) => {
    expect(risksOf(input(more)).filter(({ blocks }) => blocks)).toMatchObject([{ code }]);
  });

  it.each(TO_KNOW)("%s has to be known", (code, more) => {
    expect(risksOf(input(more))).toMatchObject([{ code, blocks: false }]);
  });

  it.each<[string, Partial<RiskInput>]>([
    ["an encrypted page of a healthy recorder", {}],
    ["a stream over TLS", { ports: plainPort(554, "rtsp", true) }],
    ["the maker's protocol over TLS", { ports: plainPort(8443, "hikvision", true) }],
    ["firmware that is newer than the fix", { device: found("exploited-newer") }],
    [
      "a certificate of a page that is not opened",
      { device: found("certificate-expired"), ports: plainPort(7700, "panel") },
    ],
  ])("is not seen in %s", (_, more) => {
    expect(risksOf(input(more))).toEqual([]);
  });

  it("names each plain port for itself, and what blocks first", () => {
    const ports = [...plainPort(8000, "hikvision"), ...plainPort(80, "web"), ...plainPort(81, "web")];
    expect(risksOf(input({ ports })).map(({ key }) => key)).toEqual([
      "plain-http:tcp-80",
      "plain-http:tcp-81",
      "makers-protocol:tcp-8000",
    ]);
  });

  it("has words for all of it", () => {
    const said: Message[] = [...BLOCKS, ...TO_KNOW]
      .flatMap(([, more]) => risksOf(input(more)))
      .flatMap((one) => [riskTitle(one), riskAdvice(one)]);
    expectToRead(said);
    expect(unusedTexts("risk", risk, said)).toEqual([]);
  });
});

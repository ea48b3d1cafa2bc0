import { describe, expect, it } from "vitest";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { patientBudget } from "../../fakes/fake-environment.ts";
import { FAKE_EXTERNAL_ADDRESS, type FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { prepared } from "./at-once.ts";
import { checkFakeSite, type FakeSiteOptions } from "./fake-check.ts";

/** Whoever is on the LAN or on the way may send what they like: the check ends in time, and says what it would have said. */
type Case = [name: string, site: Pick<FakeSiteOptions, "gateway" | "stun" | "whoami">];

const router = (gateway: FakeGatewayOptions): Case[1] => ({ gateway });

const EVERYTHING: FakeGatewayOptions = {
  search: "flood",
  description: "gigabyte",
  natPmp: "garbage",
  pcp: "wrong-transaction",
  web: "byte-at-a-time",
};

const CASES: Case[] = [
  ["a flood of search answers", router({ search: "flood" })],
  ["a description on another host", router({ search: "location-elsewhere" })],
  ["somebody else's answer to the search", router({ search: "other-host" })],
  ["a chain of redirects for a description", router({ description: "redirect-chain" })],
  ["a chain of redirects for control", router({ control: "redirect-chain" })],
  ["a chain of redirects for a web page", router({ web: "redirect-chain" })],
  ["an XML bomb for a description", router({ description: "bomb" })],
  ["an XML bomb for an answer", router({ control: "bomb" })],
  ["an XML bomb for a web page", router({ web: "bomb" })],
  ["a gigabyte for a description", router({ description: "gigabyte" })],
  ["a gigabyte for an answer", router({ control: "gigabyte" })],
  ["a gigabyte for a web page", router({ web: "gigabyte" })],
  ["a description byte by byte", router({ description: "byte-at-a-time" })],
  ["an answer byte by byte", router({ control: "byte-at-a-time" })],
  ["a web page byte by byte", router({ web: "byte-at-a-time" })],
  ["a web page that never comes", router({ web: "never" })],
  ["PCP with another nonce", router({ pcp: "wrong-transaction" })],
  ["PCP and NAT-PMP of another host", router({ pcp: "other-host", natPmp: "other-host" })],
  ["a port table without end", router({ answers: "endless-table" })],
  ["spoofed STUN", { stun: ["lies-then-right", "other-host"] }],
  ["a flood of STUN", { stun: ["flood", "flood"], whoami: ["never"] }],
  ["a gigabyte for an address", { whoami: ["gigabyte", "right"] }],
  ["an address byte by byte", { whoami: ["slow", "endless"] }],
  ["everything at once", { gateway: EVERYTHING, stun: ["flood", "lies-then-right"], whoami: ["gigabyte", "slow"] }],
];

const { checkLimitMs, undoMs } = patientBudget;
/** On top of the check's own limits: the machine may be busy with other tests. */
const PATIENCE_MS = 5_000;
/** What lies in the system's buffers of a connection that is read no further. */
const MAX_TAKEN_BYTES = 64 * 1_048_576;

/** The router owns the public address, and says so to a ping. */
const result = prepared(CASES, ([, site]) => checkFakeSite({ ...site, site: { ownAddressPing: "router" } }));

describe.each(CASES.map((one) => [one[0], one] as const))("%s", (_name, one) => {
  it("does not keep the check longer than its budget", () => {
    expect(result(one).record.durationMs).toBeLessThanOrEqual(checkLimitMs + undoMs + PATIENCE_MS);
  });

  it("changes neither the verdict nor the address", () => {
    const { verdict, publicAddress } = result(one).record.diagnosis;
    expect([verdict.kind, verdict.confidence >= 0.9, publicAddress]).toEqual(["public", true, FAKE_EXTERNAL_ADDRESS]);
  });

  it("leaves a record that can be kept, and nothing in the router", () => {
    const { record, left, counts } = result(one);
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
    expect(left.entries).toBe(0);
    expect(counts?.bigBytes ?? 0).toBeLessThan(MAX_TAKEN_BYTES);
  });
});

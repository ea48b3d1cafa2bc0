import { describe, expect, it } from "vitest";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import type { FakeGatewayOptions } from "../../fakes/fake-gateway.ts";
import { prepared } from "./at-once.ts";
import { checkFakeSite } from "./fake-check.ts";

type Expected = {
  /** Outcome and trouble by the question's id; null: the question is not asked. */
  observed: Record<string, [outcome: string, trouble: string | null] | null>;
  /** Entries that the router still holds, for it refuses to let go; else none. */
  entries?: number;
  /** Entries that the journal keeps for the next start. */
  journal?: number;
};

type Case = [name: string, gateway: FakeGatewayOptions, expected: Expected];

const GW = "127.0.0.1";
const fine = ["answered", null] as [string, null];
const answered = (trouble: string): [string, string] => ["answered", trouble];
const failed = (trouble: string): [string, string] => ["failed", trouble];
const silent = ["silent", "silent"] as [string, string];
const refused = ["refused", "refused"] as [string, string];

const natPmp = (address: [string, string | null], mapping: [string, string | null] | null): Expected["observed"] => ({
  "nat-pmp/external-address": address,
  "nat-pmp/test-mapping": mapping,
});
const pcp = (announce: [string, string | null], mapping: [string, string | null] | null): Expected["observed"] => ({
  "pcp/announce": announce,
  "pcp/test-mapping": mapping,
});
const upnp = (
  description: [string, string | null],
  address: [string, string | null] | null,
  mapping: [string, string | null] | null,
): Expected["observed"] => ({
  [`upnp/description/${GW}`]: description,
  [`upnp/external-address/${GW}`]: address,
  "upnp/test-mapping": mapping,
});

const CASES: Case[] = [
  ["everything right", {}, { observed: { ...natPmp(fine, fine), ...pcp(fine, fine), ...upnp(fine, fine, fine) } }],

  [
    "nobody on the mapping port",
    { mappingPortClosed: true },
    { observed: { ...natPmp(refused, null), ...pcp(refused, null) } },
  ],
  ["NAT-PMP silent", { natPmp: "silent" }, { observed: natPmp(silent, null) }],
  ["NAT-PMP refuses", { natPmp: "refuse" }, { observed: natPmp(fine, answered("error-answer")) }],
  ["NAT-PMP refuses in 8 bytes", { natPmp: "refuse-briefly" }, { observed: natPmp(fine, answered("error-answer")) }],
  ["PCP only", { natPmp: "other-protocol" }, { observed: natPmp(answered("error-answer"), null) }],
  ["NAT-PMP garbage", { natPmp: "garbage" }, { observed: natPmp(failed("malformed"), null) }],
  ["NAT-PMP short", { natPmp: "short" }, { observed: natPmp(failed("malformed"), null) }],
  [
    "NAT-PMP answers another question",
    { natPmp: "wrong-transaction" },
    { observed: natPmp(failed("wrong-transaction"), null) },
  ],
  ["NAT-PMP from another port", { natPmp: "other-port" }, { observed: natPmp(silent, null) }],
  ["NAT-PMP from another host", { natPmp: "other-host" }, { observed: natPmp(silent, null) }],
  ["NAT-PMP twice", { natPmp: "twice" }, { observed: natPmp(fine, fine) }],
  ["NAT-PMP grants another port", { natPmp: "another-external-port" }, { observed: natPmp(fine, fine) }],
  ["NAT-PMP loses the mapping", { natPmp: "loses-mappings" }, { observed: natPmp(fine, fine) }],
  ["NAT-PMP maps and says nothing", { natPmp: "silent-on-map" }, { observed: natPmp(fine, silent) }],
  ["NAT-PMP refuses to delete", { natPmp: "refuses-delete" }, { observed: natPmp(fine, fine), entries: 1, journal: 1 }],
  [
    "NAT-PMP grants again instead of deleting",
    { natPmp: "keeps-on-delete" },
    { observed: natPmp(fine, fine), entries: 1, journal: 1 },
  ],

  ["PCP silent", { pcp: "silent" }, { observed: pcp(silent, null) }],
  ["PCP refuses", { pcp: "refuse" }, { observed: pcp(fine, answered("error-answer")) }],
  ["PCP refuses in a bare header", { pcp: "refuse-briefly" }, { observed: pcp(fine, answered("error-answer")) }],
  ["NAT-PMP only", { pcp: "other-protocol" }, { observed: pcp(answered("error-answer"), null) }],
  ["PCP garbage", { pcp: "garbage" }, { observed: pcp(failed("malformed"), null) }],
  ["PCP short", { pcp: "short" }, { observed: pcp(failed("malformed"), null) }],
  ["PCP with another nonce", { pcp: "wrong-transaction" }, { observed: pcp(fine, failed("wrong-transaction")) }],
  ["PCP from another port", { pcp: "other-port" }, { observed: pcp(silent, null) }],
  ["PCP from another host", { pcp: "other-host" }, { observed: pcp(silent, null) }],
  ["PCP twice", { pcp: "twice" }, { observed: pcp(fine, fine) }],
  ["PCP grants another port", { pcp: "another-external-port" }, { observed: pcp(fine, fine) }],
  ["PCP loses the mapping", { pcp: "loses-mappings" }, { observed: pcp(fine, fine) }],
  ["PCP maps and says nothing", { pcp: "silent-on-map" }, { observed: pcp(fine, silent) }],
  ["PCP refuses to delete", { pcp: "refuses-delete" }, { observed: pcp(fine, fine), entries: 1, journal: 1 }],
  [
    "PCP grants again instead of deleting",
    { pcp: "keeps-on-delete" },
    { observed: pcp(fine, fine), entries: 1, journal: 1 },
  ],

  ["the search is silent", { search: "silent" }, { observed: { "upnp/search": silent, "upnp/test-mapping": null } }],
  ["the search brings garbage", { search: "garbage" }, { observed: { "upnp/search": failed("malformed") } }],
  ["the search brings no location", { search: "no-location" }, { observed: { "upnp/search": failed("malformed") } }],
  [
    "the search points elsewhere",
    { search: "location-elsewhere" },
    { observed: { "upnp/search": failed("location-elsewhere") } },
  ],
  ["the search brings a flood", { search: "flood" }, { observed: { "upnp/search": fine, ...upnp(fine, fine, fine) } }],
  ["the search is answered twice", { search: "twice" }, { observed: upnp(fine, fine, fine) }],
  ["the search is answered from another port", { search: "other-port" }, { observed: upnp(fine, fine, fine) }],

  ["the description comes in chunks", { description: "chunked" }, { observed: upnp(fine, fine, fine) }],
  ["nobody serves the description", { description: "refuse" }, { observed: upnp(refused, null, null) }],
  ["the description is garbage", { description: "garbage" }, { observed: upnp(failed("malformed"), null, null) }],
  ["the description is empty", { description: "empty" }, { observed: upnp(failed("malformed"), null, null) }],
  ["the description's server closes without a word", { description: "close" }, { observed: upnp(silent, null, null) }],
  ["the description is a megabyte", { description: "huge" }, { observed: upnp(failed("too-big"), null, null) }],
  ["the description is an XML bomb", { description: "bomb" }, { observed: upnp(failed("malformed"), null, null) }],
  [
    "the description comes byte by byte",
    { description: "byte-at-a-time" },
    { observed: upnp(failed("timed-out"), null, null) },
  ],
  ["the description never ends", { description: "endless" }, { observed: upnp(failed("timed-out"), null, null) }],
  ["the description is elsewhere", { description: "redirect" }, { observed: upnp(failed("error-answer"), null, null) }],
  ["the description fails", { description: "error-500" }, { observed: upnp(failed("error-answer"), null, null) }],
  ["the description never comes", { description: "never" }, { observed: upnp(silent, null, null) }],
  [
    "the description has no port-mapping service",
    { describe: (xml) => xml.replaceAll("WANIPConnection", "Layer3Forwarding") },
    { observed: upnp(fine, null, null) },
  ],
  [
    "the description sends control elsewhere",
    { describe: (xml) => xml.replace("<controlURL>", "<controlURL>http://198.51.100.7") },
    { observed: upnp(fine, null, null) },
  ],
  [
    "the description's texts are far too long",
    {
      describe: (xml) =>
        xml
          .replace("Gateway 1", "x".repeat(60_000))
          .replace("uuid:fake-gateway", "u".repeat(5_000))
          .replace("Nobody", "n".repeat(60_000)),
    },
    { observed: upnp(fine, fine, fine) },
  ],
  [
    "the control address is far too long",
    { describe: (xml) => xml.replace("/ctl", `/${"c".repeat(1_000)}`) },
    { observed: { ...upnp(failed("malformed"), fine, ["skipped", "journal-failed"]) } },
  ],

  ["control comes in chunks", { control: "chunked" }, { observed: upnp(fine, fine, fine) }],
  [
    "control is garbage",
    { control: "garbage" },
    { observed: upnp(fine, failed("malformed"), failed("malformed")), journal: 1 },
  ],
  [
    "control is empty",
    { control: "empty" },
    { observed: upnp(fine, failed("malformed"), failed("malformed")), journal: 1 },
  ],
  ["control closes without a word", { control: "close" }, { observed: upnp(fine, silent, silent), journal: 1 }],
  [
    "control is a megabyte",
    { control: "huge" },
    { observed: upnp(fine, failed("too-big"), failed("too-big")), journal: 1 },
  ],
  [
    "control is an XML bomb",
    { control: "bomb" },
    { observed: upnp(fine, failed("malformed"), failed("malformed")), journal: 1 },
  ],
  [
    "control never ends",
    { control: "endless" },
    { observed: upnp(fine, failed("timed-out"), failed("timed-out")), journal: 1 },
  ],
  [
    "control is elsewhere",
    { control: "redirect" },
    { observed: upnp(fine, failed("malformed"), failed("malformed")), journal: 1 },
  ],
  ["control never answers", { control: "never" }, { observed: upnp(fine, silent, silent), journal: 1 }],

  ["UPnP refuses", { answers: "refuse" }, { observed: upnp(fine, fine, answered("error-answer")) }],
  [
    "UPnP refuses without a code, at length",
    { answers: "fault-without-code" },
    { observed: upnp(fine, fine, answered("error-answer")) },
  ],
  [
    "UPnP answers another action",
    { answers: "other-action" },
    { observed: upnp(fine, failed("malformed"), failed("malformed")), journal: 1 },
  ],
  [
    "UPnP knows no address",
    { answers: "no-address" },
    { observed: upnp(fine, answered("no-address-in-answer"), fine) },
  ],
  ["UPnP maps and says nothing", { answers: "silent-on-map" }, { observed: upnp(fine, fine, silent) }],
  ["UPnP loses the mapping", { answers: "loses-mappings" }, { observed: upnp(fine, fine, fine) }],
  ["UPnP writes a description of its own", { answers: "rewrites-description" }, { observed: upnp(fine, fine, fine) }],
  ["UPnP can't be asked for one entry", { answers: "no-such-action" }, { observed: upnp(fine, fine, fine) }],
  [
    "UPnP refuses to delete",
    { answers: "refuses-delete" },
    { observed: upnp(fine, fine, fine), entries: 1, journal: 1 },
  ],
];

/** The router really owns the public address, and says so to a ping whatever its protocols do. */
const result = prepared(CASES, ([, gateway]) => checkFakeSite({ gateway, site: { ownAddressPing: "router" } }));

describe.each(CASES.map((one) => [one[0], one] as const))("a router: %s", (_name, one) => {
  const [, , expected] = one;

  it("gets the trouble it made, and no other", () => {
    const { observed } = result(one);
    const seen = Object.keys(expected.observed).map((id) => {
      const o = observed(id);
      return [id, o ? [o.outcome, o.trouble] : null];
    });
    expect(Object.fromEntries(seen)).toEqual(expected.observed);
  });

  it("does not change the verdict", () => {
    const { verdict } = result(one).record.diagnosis;
    expect([verdict.kind, verdict.confidence >= 0.9]).toEqual(["public", true]);
  });

  it("keeps no test mapping that it lets go, and what it keeps is noted and told", () => {
    const { left, record } = result(one);
    expect([left.entries, left.journal]).toEqual([expected.entries ?? 0, expected.journal ?? 0]);
    const told = record.diagnosis.findings.some((finding) => finding.code === "test-mapping-left");
    expect(told).toBe((expected.entries ?? 0) > 0);
  });

  it("leaves a record that can be kept", () => {
    expect(checkRecordSchema.safeParse(result(one).record).error?.issues ?? []).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { MappingSummary } from "#core/nat/diagnosis.ts";
import { summariseMappings } from "#core/nat/mapping-summary.ts";
import type { Observation } from "#core/nat/observation.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, PUBLIC, SHARED } from "./site-observations.ts";

type Protocol = "pcp" | "natpmp" | "upnp";
type Row = [
  name: string,
  protocol: Protocol,
  available: boolean | null,
  result: MappingSummary["result"],
  observations: Observation[],
];

const failed = { outcome: "failed", trouble: "malformed", answeredBy: GATEWAY } as const;
const refused = { outcome: "refused", trouble: "refused" } as const;
const skipped = { outcome: "skipped", trouble: "switched-off" } as const;
const OTHER_BOX = "192.168.178.2";

const ROWS: Row[] = [
  ["not asked", "pcp", null, "not-tested", []],
  [
    "asked nobody: no gateway",
    "natpmp",
    null,
    "not-tested",
    [site.noAnswer("nat-pmp/external-address", "external-address", skipped)],
  ],
  ["silence", "natpmp", false, "silent", [site.noAnswer("nat-pmp/external-address", "external-address")]],
  ["port closed", "pcp", false, "switched-off", [site.noAnswer("pcp/announce", "speak-pcp", refused)]],
  ["garbage", "pcp", false, "failed", [site.noAnswer("pcp/announce", "speak-pcp", failed)]],
  ["PCP answered: not this protocol", "pcp", false, "switched-off", [site.pcpAnnounce("UNSUPP_VERSION", 1)]],
  ["NAT-PMP answered: not this protocol", "natpmp", false, "switched-off", [site.natPmpAddress(null, 1)]],
  ["NAT-PMP without a line", "natpmp", true, "not-tested", [site.natPmpAddress(null, 3)]],
  [
    "spoken, mappings switched off",
    "pcp",
    true,
    "not-tested",
    [site.pcpAnnounce(), site.noAnswer("pcp/test-mapping", "test-mapping", skipped)],
  ],
  [
    "spoken, mapping unanswered",
    "pcp",
    true,
    "failed",
    [site.pcpAnnounce(), site.noAnswer("pcp/test-mapping", "test-mapping")],
  ],
  ["granted", "pcp", true, "granted", [site.pcpAnnounce(), site.pcpMapping()]],
  [
    "refused",
    "natpmp",
    true,
    "refused",
    [site.natPmpAddress(PUBLIC), site.natPmpMapping(site.refusal("NOT_AUTHORIZED"))],
  ],
  [
    "UPnP found and granted",
    "upnp",
    true,
    "granted",
    [site.upnpSearch(GATEWAY), site.upnpGateway(), site.upnpMapping()],
  ],
  [
    "UPnP without a port-mapping service",
    "upnp",
    false,
    "switched-off",
    [site.upnpSearch(GATEWAY), site.upnpGateway({ controlUrl: null })],
  ],
  [
    "UPnP with an unreadable description",
    "upnp",
    false,
    "failed",
    [site.upnpSearch(GATEWAY), site.noAnswer(`upnp/description/${GATEWAY}`, "describe-router", failed)],
  ],
  [
    "UPnP of another box only",
    "upnp",
    null,
    "not-tested",
    [site.upnpSearch(OTHER_BOX), site.upnpGateway({ from: OTHER_BOX }), site.upnpAddress(SHARED, OTHER_BOX)],
  ],
];

describe("the summary of a mapping protocol", () => {
  it.each(ROWS)("%s", (_name, protocol, available, result, observations) => {
    const summary = summariseMappings(observations, GATEWAY)[protocol];
    expect([summary.available, summary.result]).toEqual([available, result]);
  });

  it("takes the address from the mapping, else from the answer to the question for it", () => {
    const address = (...list: Observation[]) => summariseMappings(list, GATEWAY).natpmp.externalAddress;
    expect(address(site.natPmpAddress(PUBLIC))).toBe(PUBLIC);
    expect(address(site.natPmpAddress(PUBLIC), site.natPmpMapping())).toBe(PUBLIC);
    expect(address(site.natPmpAddress(PUBLIC), site.natPmpMapping({ externalAddress: SHARED }))).toBe(SHARED);
  });

  it("never reports the address of a box that is not the way out", () => {
    const { upnp } = summariseMappings([site.upnpAddress(SHARED, OTHER_BOX), site.upnpAddress(PUBLIC)], GATEWAY);
    expect(upnp.externalAddress).toBe(PUBLIC);
  });

  it("keeps the router's reason and whether the entry is gone", () => {
    const refusal = summariseMappings([site.pcpMapping(site.refusal("NO_RESOURCES"))], GATEWAY).pcp;
    expect(refusal).toMatchObject({ errorName: "NO_RESOURCES", removed: null, externalPort: null });
    expect(summariseMappings([site.pcpMapping({ removed: false })], GATEWAY).pcp.removed).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { knownForwards } from "#core/lan/known-forwards.ts";
import type { Observation } from "#core/nat/observation.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { TEST_DESCRIPTION } from "#host/mapping/open-mapping.ts";
import { publicRecord } from "../../fakes/sample-records.ts";
import { HOME, LAPTOP, mappingForOther, mappingTable, natPmpMapping } from "../nat/site-observations.ts";

const recordOf = (...observations: Observation[]): CheckRecord => ({ ...publicRecord, observations });

const portsOf = (record: CheckRecord | null): number[] => knownForwards(record).map(({ externalPort }) => externalPort);

describe("the forwards that a check read", () => {
  it("are as the router tells them", () => {
    const table = mappingTable(
      { externalPort: 8001, description: "  Recorder " },
      { externalPort: 554, description: "" },
    );
    expect(knownForwards(recordOf(...HOME, table))).toEqual([
      {
        transport: "tcp",
        externalPort: 8001,
        internalAddress: "192.168.178.64",
        internalPort: 8000,
        description: "Recorder",
      },
      { transport: "tcp", externalPort: 554, internalAddress: "192.168.178.64", internalPort: 8000, description: null },
    ]);
  });

  it("leave out what is switched off, and what leads nowhere", () => {
    const table = mappingTable(
      { externalPort: 1, enabled: false },
      { externalPort: 2, internalClient: "recorder" },
      { externalPort: 3 },
    );
    expect(portsOf(recordOf(table))).toEqual([3]);
  });

  it("leave out Farsite's own tests", () => {
    const other = mappingForOther(true);
    const target = other.data.kind === "mapping-for-other" ? other.data : null;
    const table = mappingTable(
      { externalPort: 1, internalClient: LAPTOP, description: `${TEST_DESCRIPTION} 0011aabb` },
      // NAT-PMP has no description: the router writes its own.
      { externalPort: 2, internalClient: LAPTOP, internalPort: 40_000, transport: "udp", description: "NAT-PMP 40000" },
      {
        externalPort: 3,
        internalClient: target?.internalClient ?? "",
        internalPort: target?.internalPort ?? 0,
        transport: target?.transport ?? "tcp",
      },
      { externalPort: 4, internalPort: 40_000, transport: "udp" },
    );
    expect(portsOf(recordOf(...HOME, natPmpMapping(), other, table))).toEqual([4]);
  });

  it("are named once when two descriptions of a router show one table", () => {
    expect(portsOf(recordOf(mappingTable({}), mappingTable({})))).toEqual([8000]);
  });

  it("are none without a check", () => {
    expect(knownForwards(null)).toEqual([]);
  });
});

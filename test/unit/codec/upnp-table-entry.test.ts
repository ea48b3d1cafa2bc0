import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { upnpTableEntry } from "#core/codec/upnp-table-entry.ts";

const args = (changes: Record<string, string> = {}): Record<string, string> => ({
  NewRemoteHost: "",
  NewExternalPort: "8000",
  NewProtocol: "TCP",
  NewInternalPort: "8000",
  NewInternalClient: "192.168.1.64",
  NewEnabled: "1",
  NewPortMappingDescription: "NVR",
  NewLeaseDuration: "0",
  ...changes,
});

describe("an entry of a port table", () => {
  it("is read", () => {
    expect(upnpTableEntry(args())).toEqual({
      remoteHost: "",
      externalPort: 8000,
      transport: "tcp",
      internalClient: "192.168.1.64",
      internalPort: 8000,
      enabled: true,
      description: "NVR",
      leaseSeconds: 0,
    });
  });

  it.each([
    [{ NewEnabled: "0" }, { enabled: false }],
    [{ NewEnabled: "False" }, { enabled: false }],
    [{ NewEnabled: "true" }, { enabled: true }],
    [{ NewEnabled: "" }, { enabled: true }],
    [{ NewLeaseDuration: "4294967295" }, { leaseSeconds: 0 }],
    [{ NewLeaseDuration: "3600" }, { leaseSeconds: 3_600 }],
    [{ NewLeaseDuration: "soon" }, { leaseSeconds: 0 }],
    [{ NewProtocol: "udp" }, { transport: "udp" }],
    [{ NewPortMappingDescription: "x".repeat(5_000) }, { description: "x".repeat(200) }],
    [{ NewInternalPort: "0" }, { internalPort: 0 }],
  ])("with %j has %j", (changes, expected) => {
    expect(upnpTableEntry(args(changes))).toMatchObject(expected);
  });

  it.each([
    [{ NewExternalPort: "70000" }],
    [{ NewExternalPort: "" }],
    [{ NewInternalPort: "-1" }],
    [{ NewInternalClient: "" }],
    [{ NewProtocol: "ICMP" }],
  ])("with %j is none", (changes) => {
    expect(upnpTableEntry(args(changes))).toBeNull();
  });

  it("is none without its values, and never an error", () => {
    expect(upnpTableEntry({})).toBeNull();
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(args())), fc.string()), (some) => {
        upnpTableEntry({ ...args(), ...some });
      }),
    );
  });
});

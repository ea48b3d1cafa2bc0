import { describe, expect, it } from "vitest";
import { mappedPortRisk, type MappedPort } from "#core/nat/mapped-ports.ts";

const entry = (changes: Partial<MappedPort> = {}): MappedPort => ({
  remoteHost: "",
  externalPort: 8000,
  transport: "tcp",
  internalClient: "192.168.1.64",
  internalPort: 8000,
  enabled: true,
  description: "NVR",
  leaseSeconds: 0,
  ...changes,
});

describe("an open port", () => {
  it.each<[Partial<MappedPort>, string | null, string, string]>([
    [{}, "Hikvision", "recorder", "problem"],
    [{ internalPort: 37777, externalPort: 37777 }, "Dahua", "recorder", "problem"],
    [{ internalPort: 34567, externalPort: 20000 }, "Xiongmai", "recorder", "problem"],
    [{ internalPort: 3389 }, "RDP", "takeover", "problem"],
    [{ internalPort: 445 }, "SMB", "files", "problem"],
    [{ internalPort: 23 }, "Telnet", "takeover", "problem"],
    [{ internalPort: 80, externalPort: 8080 }, "HTTP", "plain", "warning"],
    [{ internalPort: 40554, externalPort: 554 }, "RTSP", "plain", "warning"],
    [{ internalPort: 443 }, "HTTPS", "login", "advice"],
    [{ transport: "udp", internalPort: 51820 }, "WireGuard", "made-for-it", "info"],
    [{ transport: "udp", internalPort: 8000 }, null, "unknown", "advice"],
    [{ internalPort: 50123, externalPort: 50123 }, null, "unknown", "advice"],
    [{ enabled: false }, "Hikvision", "recorder", "info"],
  ])("%j is %s", (changes, service, danger, severity) => {
    expect(mappedPortRisk(entry(changes))).toMatchObject({ service, danger, severity });
  });

  it("is told in one line", () => {
    expect(mappedPortRisk(entry()).line).toBe("TCP 8000 → 192.168.1.64:8000 (Hikvision)");
    expect(mappedPortRisk(entry({ internalPort: 50123, externalPort: 50124 })).line).toBe(
      "TCP 50124 → 192.168.1.64:50123",
    );
  });

  it("says whose it is, for whom, and for how long", () => {
    expect(mappedPortRisk(entry(), ["192.168.1.20", "192.168.1.64"])).toMatchObject({
      client: "192.168.1.64",
      isLaptop: true,
      permanent: true,
      fromAnywhere: true,
    });
    expect(mappedPortRisk(entry({ leaseSeconds: 3_600, remoteHost: "192.31.196.9" }), ["192.168.1.20"])).toMatchObject({
      isLaptop: false,
      permanent: false,
      fromAnywhere: false,
    });
  });
});

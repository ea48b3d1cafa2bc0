import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, HOME, LAPTOP, PUBLIC } from "./site-observations.ts";
import { VERDICT_CASES } from "./verdict-cases.ts";

describe("the verdict", () => {
  it.each(VERDICT_CASES)("%s", (_name, kind, sentence, confidence, observations) => {
    const { verdict, inbound } = diagnose(observations);
    expect([verdict.kind, verdict.sentence.key, verdict.confidence]).toEqual([kind, sentence, confidence]);
    // Nothing that was seen from inside says whether anything gets in.
    const wasTested = observations.some((o) => o.data.kind === "inbound-test");
    expect(wasTested || inbound === "untested").toBe(true);
  });

  it.each(["0.0.0.0", "127.0.0.1", "169.254.1.1", "192.0.2.7", "not an address", "", "fe80::1"])(
    "does not take %j for the router's address",
    (address) => {
      expect(diagnose([...HOME, site.upnpAddress(address), site.stun(PUBLIC)]).wanAddress).toBeNull();
    },
  );

  it("takes two pings that disagree for nothing", () => {
    const second = { ...site.ping("expired"), id: "own-address-ping/again" };
    const { verdict } = diagnose([...HOME, site.stun(PUBLIC), site.ping("echo"), second]);
    expect(verdict.sentence.key).toBe("verdict.unknown.router-silent");
  });

  it("rests every reason on observations that exist", () => {
    for (const [, , , , observations] of VERDICT_CASES) {
      const { verdict, findings } = diagnose(observations);
      const known = new Set(observations.map((o) => o.id));
      const used = [...verdict.for, ...verdict.against, ...findings].flatMap((reason) => reason.observationIds);
      expect(used.filter((id) => !known.has(id))).toEqual([]);
    }
  });

  it("gives an unknown verdict no confidence and a way to settle it", () => {
    for (const [name, kind, , , observations] of VERDICT_CASES) {
      if (kind !== "unknown") continue;
      const { verdict } = diagnose(observations);
      expect([name, verdict.confidence]).toEqual([name, 0]);
      expect([name, verdict.settledBy]).not.toEqual([name, null]);
    }
  });
});

describe("the way out", () => {
  it("is the route of the adapter that the system takes", () => {
    const routes = [site.route("192.168.1.1", "Wi-Fi", 20), site.route(GATEWAY, "Ethernet", 25)];
    const outbound = { address: LAPTOP, interfaceName: "Ethernet" };
    expect(diagnose([site.laptop(), site.routes(routes, outbound)]).gateway).toBe(GATEWAY);
    expect(diagnose([site.laptop(), site.routes(routes)]).gateway).toBe("192.168.1.1");
  });

  it("is the first in the list where the system shows no metric", () => {
    const routes = [site.route(GATEWAY, "en7", null), site.route("192.168.1.1", "en0", null)];
    expect(diagnose([site.routes(routes)]).gateway).toBe(GATEWAY);
  });
});

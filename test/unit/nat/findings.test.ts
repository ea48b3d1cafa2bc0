import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, HOME, PUBLIC, SHARED } from "./site-observations.ts";
import { FINDING_CASES } from "./finding-cases.ts";

describe("findings", () => {
  it.each(FINDING_CASES)("%s: %s %s", (_name, severity, code, observations) => {
    const found = diagnose(observations).findings.find((finding) => finding.code === code);
    expect(found?.severity ?? null).toBe(severity);
    expect(found?.observationIds).not.toEqual([]);
  });

  it("come worst first", () => {
    const { findings } = diagnose([
      ...HOME,
      site.pcpMapping({ removed: false, externalAddress: SHARED }),
      site.upnpMapping(site.refusal("ActionFailed")),
      site.stun(PUBLIC),
    ]);
    const severities = findings.map((finding) => finding.severity);
    expect(severities.slice(0, 2)).toEqual(["problem", "problem"]);
    expect(severities.slice(2)).toEqual(["warning", "advice", "advice"]);
  });

  it("name the protocols and the boxes they are about", () => {
    const { findings } = diagnose([
      ...HOME,
      site.pcpMapping(),
      site.upnpMapping(),
      site.natPmpMapping(site.refusal("NOT_AUTHORIZED")),
      site.noAnswer("upnp/description/x", "describe-router", {
        outcome: "failed",
        trouble: "too-big",
        answeredBy: "192.168.178.9",
      }),
      site.noAnswer("stun/x:1", "my-address", { outcome: "failed", trouble: "malformed", answeredBy: GATEWAY }),
    ]);
    const args = Object.fromEntries(findings.map((finding) => [finding.code, finding.title.args]));
    expect(args).toMatchObject({
      "router-opens-ports-unasked": { protocols: "PCP, UPnP" },
      "mapping-refused": { protocols: "NAT-PMP" },
      "unusable-answers": { who: "192.168.178.1, 192.168.178.9" },
    });
  });
});

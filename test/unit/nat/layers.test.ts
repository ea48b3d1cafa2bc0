import { describe, expect, it } from "vitest";
import { diagnose } from "#core/nat/diagnose.ts";
import * as site from "./site-observations.ts";
import { GATEWAY, HOME, LAPTOP, PRIVATE_WAN, PUBLIC, SHARED } from "./site-observations.ts";

const drawn = (...observations: Parameters<typeof diagnose>[0][number][]) =>
  diagnose(observations).layers.map(({ kind, owner, address, insideAddress }) => [kind, owner, address, insideAddress]);

const LAPTOP_LAYER = ["laptop", "installer", LAPTOP, null];
const INTERNET = ["internet", "nobody", null, null];

describe("the layers on the way out", () => {
  it("are the laptop alone while nothing is known", () => {
    expect(drawn()).toEqual([["laptop", "installer", null, null]]);
    // Its address still tells in which network it is.
    expect(drawn(site.laptop(), site.routes([]))).toEqual([LAPTOP_LAYER]);
  });

  it("show no address for a router that claims another box's", () => {
    const drawnBoxes = drawn(...HOME, site.upnpAddress(PUBLIC), site.stun(PUBLIC), site.ping("expired"));
    expect(drawnBoxes).toContainEqual(["router", "customer", null, GATEWAY]);
  });

  it("end at the router when nothing outside answers", () => {
    expect(drawn(...HOME, site.stunSilent())).toEqual([LAPTOP_LAYER, ["router", "customer", null, GATEWAY]]);
  });

  it("give a public line's address to the router, reported or proven", () => {
    const expected = [LAPTOP_LAYER, ["router", "customer", PUBLIC, GATEWAY], INTERNET];
    expect(drawn(...HOME, site.stun(PUBLIC), site.upnpAddress(PUBLIC))).toEqual(expected);
    expect(drawn(...HOME, site.stun(PUBLIC), site.ping("echo"))).toEqual(expected);
  });

  it("show the carrier's box with the address it shows inside", () => {
    expect(drawn(...HOME, site.upnpAddress(SHARED), site.stun(PUBLIC), site.hop("100.64.0.1"))).toEqual([
      LAPTOP_LAYER,
      ["router", "customer", SHARED, GATEWAY],
      ["carrier-nat", "carrier", PUBLIC, "100.64.0.1"],
      INTERNET,
    ]);
  });

  it("do not say whose an outer box is that may be the customer's", () => {
    const outer = ["unidentified-nat", "unknown", PUBLIC, null];
    expect(drawn(...HOME, site.upnpAddress(PRIVATE_WAN), site.stun(PUBLIC))).toContainEqual(outer);
    expect(drawn(...HOME, site.stun(PUBLIC), site.ping("expired"), site.hop("203.0.114.1"))).toContainEqual(outer);
  });

  it("show no outer box of this site through a VPN", () => {
    const vpn = site.routes([site.route(GATEWAY)], { address: "10.8.0.2", interfaceName: "wg0" });
    const kinds = diagnose([site.laptop(), vpn, site.stun(PUBLIC), site.ping("expired")]).layers.map((l) => l.kind);
    expect(kinds).toEqual(["laptop", "vpn", "router", "internet"]);
  });

  it("name the router by maker and model, each once", () => {
    const named = (gateway: Parameters<typeof site.upnpGateway>[0]) =>
      diagnose([...HOME, site.upnpGateway(gateway)]).layers[1]?.name;
    expect(named({})).toBe("AVM FRITZ!Box 7590");
    expect(named({ manufacturer: "ZyXEL", modelName: "ZyXEL VMG3925" })).toBe("ZyXEL VMG3925");
    expect(named({ manufacturer: "AVM", modelName: null })).toBe("Router of the house");
    expect(named({ manufacturer: null, modelName: null, friendlyName: null })).toBeNull();
    expect(named({ from: "192.168.178.2" })).toBeNull();
  });

  it("name each box beyond the router, whose it is and what it showed", () => {
    const observations = [
      ...HOME,
      site.upnpAddress("192.168.0.2"),
      site.stun(PUBLIC),
      site.hop("192.168.0.1"),
      site.hopAt(3, "100.64.5.1"),
      ...site.ownedAt(3, "192.168.0.1"),
      site.page("192.168.0.1"),
    ];
    expect(drawn(...observations)).toEqual([
      LAPTOP_LAYER,
      ["router", "customer", "192.168.0.2", GATEWAY],
      ["second-router", "customer", null, "192.168.0.1"],
      ["carrier-nat", "carrier", PUBLIC, "100.64.5.1"],
      INTERNET,
    ]);
    const second = diagnose(observations).layers[2];
    expect([second?.name, second?.translates]).toEqual(["Speedport", true]);
    expect(second?.observationIds).toContain("outer-box/192.168.0.1/page");
  });

  it("leave out what carries no translation: a private hop on a public line", () => {
    const kinds = drawn(...HOME, site.stun(PUBLIC), site.ping("echo"), site.hop("10.74.0.1")).map(([kind]) => kind);
    expect(kinds).toEqual(["laptop", "router", "internet"]);
  });

  it("leave open whose a box is where the verdict does", () => {
    const tunnel = [
      ...HOME,
      site.upnpAddress("192.31.2.6"),
      site.stun(PUBLIC),
      site.hop("10.8.0.1"),
      ...site.ownedAt(2, "10.8.0.1"),
      ...site.boxPorts("10.8.0.1", "silent"),
    ];
    expect(drawn(...tunnel)).toContainEqual(["unidentified-nat", "unknown", PUBLIC, "10.8.0.1"]);
  });

  it("draw the provider's sharing and translation", () => {
    const kinds = (...more: Parameters<typeof drawn>) => drawn(...more).map(([kind]) => kind);
    expect(kinds(...HOME, site.upnpAddress("192.0.0.2"), site.stun(PUBLIC))).toEqual([
      "laptop",
      "router",
      "shared-address",
      "internet",
    ]);
    const ipv6Only = [site.ipv6Laptop(), site.routes([site.ipv6Route]), site.nat64(), site.stun(PUBLIC)];
    expect(kinds(...ipv6Only)).toEqual(["laptop", "nat64", "internet"]);
  });
});

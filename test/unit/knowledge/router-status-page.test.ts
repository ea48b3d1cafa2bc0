import { describe, expect, it } from "vitest";
import { baseRouters } from "#core/knowledge/base-routers.ts";
import { routerStatusPage } from "#core/knowledge/router-status-page.ts";
import { sourcingOf } from "#core/knowledge/sourcing.ts";
import type { Observation } from "#core/nat/observation.ts";
import { settleAction } from "#core/nat/settle-action.ts";
import { en } from "#core/text/en.ts";
import { GATEWAY, observation, upnpGateway } from "../nat/site-observations.ts";

const page = (title: string | null, server: string | null, realm: string | null = null, from = GATEWAY): Observation =>
  observation(`router-page/${from}`, "router-page", {
    kind: "router-page",
    from,
    url: `http://${from}/`,
    statusCode: 200,
    title,
    server,
    realm,
  });

const neighbour = (maker: string): Observation =>
  observation("default-route/gateway-mac", "gateway-mac", {
    kind: "gateway-neighbour",
    gateway: GATEWAY,
    mac: "02:00:5e:10:00:01",
    maker,
  });

const upnp = (manufacturer: string | null, modelName: string | null): Observation =>
  upnpGateway({ manufacturer, modelName, friendlyName: null });

describe("where a router shows its internet address", () => {
  it.each([
    ["FRITZ!Box", [upnp("AVM Berlin", "FRITZ!Box 7590")]],
    ["FRITZ!Box", [page("FRITZ!Box", null)]],
    ["TP-Link", [upnp("TP-Link", "Archer MR600")]],
    ["TP-Link Deco", [upnp("TP-Link", "Deco M5")]],
    ["OpenWrt", [page("OpenWrt - LuCI", null), neighbour("TP-LINK TECHNOLOGIES CO.,LTD.")]],
    ["pfSense", [page("pfSense - Login", "nginx")]],
    ["ASUS", [upnp("ASUSTeK Corporation", "RT-AX58U")]],
    ["NETGEAR", [page(null, null, "NETGEAR R7000")]],
    ["MikroTik", [neighbour("Routerboard.com"), page("RouterOS router configuration page", null)]],
    ["Huawei ONT", [neighbour("HUAWEI TECHNOLOGIES CO.,LTD")]],
  ])("is known for %s", (family, observations) => {
    expect(routerStatusPage(observations, GATEWAY)).toMatchObject({ family });
  });

  it("is not known for a router that nobody described, nor taken from another box", () => {
    expect(routerStatusPage([page("Welcome", "nginx"), neighbour("Unheard-of Ltd.")], GATEWAY)).toBeNull();
    expect(routerStatusPage([page("FRITZ!Box", null, null, "192.168.178.9")], GATEWAY)).toBeNull();
    expect(routerStatusPage([], GATEWAY)).toBeNull();
  });

  it("is quoted in the router's language where it speaks it", () => {
    const german = routerStatusPage([page("FRITZ!Box", null)], GATEWAY, { locale: "de" });
    expect(german?.menu).toEqual(["Internet", "Online-Monitor"]);
    expect(routerStatusPage([page("OpenWrt - LuCI", null)], GATEWAY, { locale: "de" })?.menu).toEqual([
      "Status",
      "Overview",
    ]);
  });

  it("comes from the firm where the firm knows the router", () => {
    const family = baseRouters().find(({ id }) => id === "openwrt");
    if (family?.statusPage === undefined) throw new Error("no OpenWrt");
    const own = { ...family, statusPage: { ...family.statusPage, label: { en: "Our label" } } };
    expect(routerStatusPage([page("LuCI", null)], GATEWAY, { routers: [own] })?.label).toBe("Our label");
  });

  it("is as certain only from the router itself", () => {
    const certain = baseRouters()
      .flatMap((router) => (router.statusPage === undefined ? [] : [sourcingOf(router, router.statusPage)]))
      .filter(({ confidence }) => confidence === "high");
    expect(certain.length).toBeGreaterThan(0);
    expect(certain.map(({ source }) => source).filter((source) => !/^[\w-]+\/[\w-]+, /.test(source))).toEqual([]);
  });
});

describe("what settles a verdict", () => {
  /** A call to the provider is nothing that the window can do. */
  const WITHOUT_BUTTON = ["ask-provider-ipv4"];

  it("has a button for every test that the person can do on site", () => {
    const without = Object.keys(en.settle).filter((key) => settleAction(`settle.${key}`) === null);
    expect(without).toEqual(WITHOUT_BUTTON);
    expect(settleAction("settle.of-a-later-version")).toBeNull();
  });
});

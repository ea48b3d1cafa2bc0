import type { Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { checkedSite } from "./fake-walk.ts";
import { writeRevision } from "./fake-survey.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { uiMedia, uiTunnels, ui } = en;
const named = (text: string, name: string): string => text.replace("{{name}}", name);

/** A site that is reached by SSH through a server with a media relay. */
async function siteAt(shell: FakeShell, media: "mediamtx" | "go2rtc" | null): Promise<string> {
  const wish = { region: null, wireguard: false, relay: true, turn: false, frp: false };
  const { server } = await shell.host.servers.add({
    ...wish,
    name: "Relay Nürnberg",
    host: "relay.example.net",
    media,
  });
  const siteId = checkedSite(shell, "cgnat");
  const site = shell.store.sites.get(siteId);
  if (site === undefined) throw new Error("no such site");
  const camera = { address: "192.168.1.108", transport: "tcp", port: 554, use: "stream" } as const;
  const tunnel = {
    id: "ssh",
    kind: "ssh" as const,
    serverId: server.id,
    serverName: server.name,
    peers: [],
    published: [{ id: "rtsp", ...camera, serverPort: 20_001, listen: "server" as const }],
    madeAt: "2026-11-02T09:00:00Z",
  };
  writeRevision(shell.store, site, { ...site.document, tunnels: [tunnel] });
  return siteId;
}

async function openMedia(page: Page, siteId: string) {
  await page.evaluate((site) => (window.location.hash = `#/sites/${site}`), siteId);
  const name = uiTunnels.name.relay.replace("{{server}}", "Relay Nürnberg");
  await page.getByRole("button", { name: named(uiMedia.buttonOf, name) }).click();
  const dialog = page.getByRole("dialog", { name: named(uiMedia.title, name) });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("a camera is put on the server, and somebody is given the links to it", async ({ app, page, shell }) => {
  await expect(app.title).toBeVisible();
  const siteId = await siteAt(shell, "mediamtx");
  const dialog = await openMedia(page, siteId);
  await expect(dialog).toContainText(uiMedia.noStreams);
  await dialog.getByRole("button", { name: uiMedia.add }).click();
  await dialog.getByLabel(uiMedia.name, { exact: true }).fill("Yard");
  await dialog.getByLabel(uiMedia.address).fill("192.168.1.108");
  await dialog.getByRole("button", { name: uiMedia.add }).last().click();
  await expect(dialog).toContainText(uiMedia.incomplete);
  await dialog.getByLabel(uiMedia.path).fill("/Streaming/Channels/102");
  await dialog.getByRole("button", { name: uiMedia.add }).last().click();
  await expect(dialog).toContainText("192.168.1.108:554/Streaming/Channels/102");
  await dialog.getByLabel(uiMedia.viewer).fill("Anna");
  await dialog.getByRole("button", { name: uiMedia.addViewer, exact: true }).click();
  await expectAccessible(page, "the media relay");
  await dialog.getByRole("button", { name: named(uiMedia.showOf, "Anna") }).click();
  const links = page.getByRole("dialog", { name: named(uiMedia.linksTitle, "Anna") });
  await expect(links).toContainText(/https:\/\/relay\.example\.net:8443\/yard-[0-9a-f]{8}\//);
  await expect(links).toContainText(/rtsps:\/\/anna-[0-9a-f]{8}:•+@relay\.example\.net:8322\/yard-/);
  const [token = "?"] = [...shell.store.servers.secrets.entries].flatMap(([name, value]) =>
    name.startsWith("viewer:") ? [value] : [],
  );
  expect(await page.content()).not.toContain(token);
  await expectAccessible(page, "links of a viewer");
  await links.getByRole("button", { name: ui.common.close }).click();
  await dialog.getByRole("button", { name: named(uiMedia.removeOf, "Anna") }).click();
  await expect(dialog).toContainText(uiMedia.noViewers);
});

test("a protocol without encryption waits for somebody who accepts it", async ({ app, page, shell }) => {
  await expect(app.title).toBeVisible();
  const dialog = await openMedia(page, await siteAt(shell, "mediamtx"));
  await dialog.getByRole("checkbox", { name: uiMedia.protocol.srt }).click();
  await expect(dialog).toContainText(uiMedia.risk);
  await dialog.getByRole("button", { name: uiMedia.save }).click();
  await expect(dialog.getByLabel(uiMedia.acceptedBy)).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel(uiMedia.acceptedBy).fill("Karl Möller");
  await dialog.getByRole("button", { name: uiMedia.save }).click();
  await expect(dialog).toContainText(named(uiMedia.accepted, "Karl Möller"));
});

test("a server without a media relay says what to do", async ({ app, page, shell }) => {
  await expect(app.title).toBeVisible();
  const dialog = await openMedia(page, await siteAt(shell, null));
  await expect(dialog).toContainText(named(en.siteMedia.noRelay, "Relay Nürnberg"));
  await expect(dialog.getByRole("button", { name: uiMedia.add })).toHaveCount(0);
});

import { readFile } from "node:fs/promises";
import { en } from "#core/text/en.ts";
import type { ServerWish } from "#core/contract/tunnel-calls.ts";
import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { emptySite, writeRevision } from "./fake-survey.ts";
import { ServersView } from "./pages/servers-view.ts";
import { inBothThemes } from "./picture.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui, error } = en;
const { servers } = ui;

const wish: ServerWish = {
  name: "Nuremberg",
  host: "vpn.example.com",
  region: "Nuremberg",
  wireguard: true,
  relay: true,
  turn: false,
  frp: false,
  media: null,
};

async function addServer(shell: FakeShell, changes: Partial<ServerWish> = {}): Promise<string> {
  const { server } = await shell.host.servers.add({ ...wish, ...changes });
  return server.id;
}

const accept = (shell: FakeShell, serverId: string) =>
  shell.host.servers.trust({ serverId, hostKey: shell.store.servers.hostKey });

const keyOf = (letter: string): string => Buffer.alloc(32, letter).toString("base64");

/** A site whose tunnel leads to the server; `number` is its place in the address plan. */
function addSite(
  shell: FakeShell,
  name: string,
  serverId: string,
  number: number,
  changes: Partial<Tunnel> = {},
): string {
  const site = emptySite(name);
  const tunnel: Tunnel = {
    id: `tunnel-${name}`,
    kind: "wireguard",
    serverId,
    serverName: wish.name,
    host: wish.host,
    lan: "192.168.1.0/24",
    mapped: `10.96.${number}.0/24`,
    address: `10.87.0.${number}`,
    publicKey: keyOf(name),
    peers: [],
    published: [],
    madeAt: "2026-11-20T10:00:00Z",
    ...changes,
  };
  return writeRevision(shell.store, site, { ...site.document, tunnels: [tunnel] }).id;
}

test("a server is added by keyboard, and its page says how to set it up", async ({ app, page, shell }) => {
  const view = new ServersView(page);
  await view.open();
  await expect(page.getByText(servers.none)).toBeVisible();
  await expectAccessible(page, "no servers");
  await view.button(servers.add).focus();
  await page.keyboard.press("Enter");
  await expect(view.field(servers.fields.name)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText(servers.fields.nameMissing);
  await expect(page.getByRole("dialog")).toContainText(servers.fields.hostMissing);
  await view.field(servers.fields.name).fill("Nuremberg");
  await view.field(servers.fields.host).fill("https://vpn.example.com");
  await expect(page.getByRole("dialog")).toContainText(servers.fields.hostWrong);
  // What was typed is there again.
  await page.keyboard.press("Escape");
  await view.button(servers.add).click();
  await expect(view.field(servers.fields.name)).toHaveValue("Nuremberg");
  await view.field(servers.fields.host).fill("vpn.example.com");
  await page.getByRole("checkbox", { name: servers.fields.turn }).click();
  await expectAccessible(page, "add a server");
  await inBothThemes(page, "servers-add");
  await view.field(servers.fields.host).press("Enter");
  await expect(app.title).toHaveText("Nuremberg");
  const [server] = [...shell.store.servers.kept.values()];
  expect(server).toMatchObject({ name: "Nuremberg", host: "vpn.example.com", frp: null, media: null });
  expect([server?.wireguard, server?.relay, server?.turn].every(Boolean)).toBe(true);
  await expect(view.card(servers.setup.title)).toContainText(servers.setup.rent);
  await expectAccessible(page, "set up a server");
  await inBothThemes(page, "servers-set-up");
});

test("the set-up shows its keys only when asked, and is saved with them", async ({ app: _, page, shell }) => {
  const id = await addServer(shell);
  const secret = shell.store.servers.secrets.entries.get(`server:${id}:wireguard`) ?? "none";
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  await view.button(servers.setup.look).click();
  await view.button(servers.setup.files).click();
  await view.button("/etc/wireguard/wg0.conf").click();
  const file = page.getByRole("group", { name: servers.setup.file.replace("{{path}}", "/etc/wireguard/wg0.conf") });
  await expect(file).toContainText("[Interface]");
  await expect(file).not.toContainText(secret);
  await view.button(servers.setup.reveal).click();
  await expect(file).toContainText(secret);
  await expectAccessible(page, "files of a server");
  await view.button(servers.setup.hide).click();
  await expect(file).not.toContainText(secret);
  const download = page.waitForEvent("download");
  await view.button(servers.setup.save).click();
  expect((await download).suggestedFilename()).toBe("Nuremberg-user-data.txt");
  expect(await readFile(await (await download).path(), "utf8")).toMatch(/^#cloud-config/);
});

test("a new key is compared before anybody logs in; in place of an accepted one only by the console's own words", async ({
  app,
  page,
  shell,
}) => {
  const id = await addServer(shell);
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  await view.button(servers.look.button).click();
  const card = view.card(servers.look.title);
  await expect(card).toContainText(servers.key.newTitle);
  await expect(card).toContainText("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
  await expectAccessible(page, "new host key");
  await inBothThemes(page, "servers-new-key");
  const { hostKey } = shell.store.servers;
  await view.field(servers.key.pasted).fill(`256 ${hostKey.toLowerCase()} root@vpn (ED25519)`);
  await expect(card).toContainText(servers.key.differs);
  await expect(view.button(servers.key.accept)).toBeDisabled();
  await view.field(servers.key.pasted).fill(`256 ${hostKey} root@vpn (ED25519)`);
  await expect(card).toContainText(servers.key.same);
  await view.button(servers.key.accept).click();
  await expect(card).toContainText(servers.standing.good);
  await expect(app.announcement).toContainText(servers.look.done.replace("{{standing}}", servers.standing.good));
  expect(shell.store.servers.kept.get(id)?.ssh.hostKeys).toEqual([hostKey]);

  const other = `SHA256:${"B".repeat(43)}`;
  shell.store.servers.hostKey = other;
  addSite(shell, "Bakery", id, 2, { kind: "ssh", serverKey: hostKey, lan: null, mapped: null, address: null });
  await view.button(servers.look.again).click();
  await expect(app.notice(servers.key.changedTitle)).toContainText(hostKey);
  await expect(app.notice(servers.key.changedTitle)).toContainText(other);
  await expect(view.button(servers.apply.button)).toHaveCount(0);
  await view.button(servers.key.replaceTitle).click();
  const replace = view.button(servers.key.replace);
  await expect(replace).toBeDisabled();
  await view.field(servers.key.fromConsole).fill(`256 ${hostKey} root@vpn (ED25519)`);
  await expect(card).toContainText(servers.key.differs);
  await expect(replace).toBeDisabled();
  await expectAccessible(page, "changed host key");
  await inBothThemes(page, "servers-changed-key");
  // Neither the walk nor another window gets around the console.
  const trusting = shell.host.servers.trust({ serverId: id, hostKey: other });
  await expect(trusting).rejects.toMatchObject({ code: "HOST_KEY_NOT_COMPARED" });
  await view.field(servers.key.fromConsole).fill(`256 ${other} root@vpn (ED25519)`);
  await replace.click();
  await expect(card).toContainText(servers.standing.good);
  await expect(view.card(servers.outdated.title)).toContainText(servers.outdated.key);
  await view.button(servers.history.show_other.replace("{{count}}", "3")).click();
  await expect(view.card(servers.history.title)).toContainText(hostKey);
});

test("what a server does is changed here, then on the machine", async ({ app, page, shell }) => {
  const id = await addServer(shell);
  await accept(shell, id);
  addSite(shell, "Bakery", id, 2, { ports: [51_820] });
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  await view.button(servers.edit).click();
  const dialog = view.dialog(servers.editTitle.replace("{{name}}", "Nuremberg"));
  await dialog.getByRole("checkbox", { name: servers.fields.turn }).click();
  await dialog.getByRole("button", { name: servers.fields.more }).click();
  await view.field(servers.ports.vpnPorts).fill("51821, 51821");
  await view.button(ui.common.save).click();
  await expect(dialog).toContainText(servers.ports.wrong);
  await expectAccessible(page, "change a server");
  await view.field(servers.ports.vpnPorts).fill("51821, 443");
  await view.field(servers.ports.realm).fill("turn.example.com");
  await inBothThemes(page, "servers-edit");
  await view.button(ui.common.save).click();
  const card = view.card(servers.change.title);
  await expect(card).toContainText(servers.change.run);
  const kept = shell.store.servers.kept.get(id);
  expect(kept).toMatchObject({
    wireguard: { port: 51_821 },
    turn: { realm: "turn.example.com" },
    onServer: { turn: null },
  });
  await expect(view.card(servers.outdated.title).getByRole("listitem")).toContainText(servers.outdated.port);
  await view.button(servers.change.sendDo).click();
  await expect(card).toContainText("sh /home/farsite/farsite-change.sh");
  await view.button(servers.change.look).click();
  await expect(card.getByRole("group", { name: "farsite-change.sh" })).toContainText("/etc/turnserver.conf");
  await expectAccessible(page, "a server to be changed");
  await inBothThemes(page, "servers-change");
  // The list says it as well.
  await page.getByRole("link", { name: servers.toServers, exact: true }).click();
  await expect(view.row("Nuremberg")).toContainText(servers.standing.behind);
  await view.row("Nuremberg").getByRole("link").click();
  await view.button(servers.change.doneDo).click();
  await expect(card).toHaveCount(0);
  await expect(app.announcement).toContainText(servers.change.finished);
});

test("who is not told to the server yet is said until it is, and a colleague's are not cut off unasked", async ({
  app,
  page,
  shell,
}) => {
  const id = await addServer(shell);
  await accept(shell, id);
  addSite(shell, "Bakery", id, 2);
  shell.store.servers.others = ["10.87.0.99/32"];
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  const behind = servers.apply.behind.replace("{{name}}", "Nuremberg");
  await expect(app.notice(behind)).toContainText("Bakery");
  await view.button(servers.apply.button).click();
  await expect(app.notice(/10\.87\.0\.99/)).toBeVisible();
  await expectAccessible(page, "others on a server");
  await inBothThemes(page, "servers-others");
  await view.button(servers.apply.dropOthers).click();
  await expect(app.notice(/Nuremberg is up to date/)).toBeVisible();
  await expect(app.notice(behind)).toHaveCount(0);
  addSite(shell, "Kiosk", id, 3);
  await view.openServer("Nuremberg");
  await expect(app.notice(behind)).toContainText("Kiosk");
  await expect(app.notice(behind)).not.toContainText("Bakery");
  await view.button(servers.apply.byHand).click();
  await view.button(servers.apply.entered).click();
  await expect(app.notice(behind)).toHaveCount(0);
});

test("where two sites want the same addresses the set-up leads to the address plan", async ({ app, page, shell }) => {
  const id = await addServer(shell);
  addSite(shell, "Bakery", id, 2);
  addSite(shell, "Kiosk", id, 2, { address: "10.87.0.3" });
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  const problem = app.notice(/Two want the same addresses.*10\.96\.2\.0\/24.*(?:Bakery, Kiosk|Kiosk, Bakery)/);
  await expect(problem).toBeVisible();
  await problem.getByRole("link", { name: servers.toPlan }).click();
  await expect(view.card(servers.plan.title)).toContainText(servers.plan.collisions);
});

test("how a server stands is said in plain words, with names instead of keys", async ({ app, page, shell }) => {
  const id = await addServer(shell, { turn: true });
  await accept(shell, id);
  const bakery = addSite(shell, "Bakery", id, 2);
  await shell.host.servers.apply({ serverId: id });
  addSite(shell, "Kiosk", id, 3);
  const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1_000).toISOString();
  const report = { site: bakery, path: "fallback", devices: [{ answers: true }, { answers: false }] };
  shell.store.servers.status = {
    time: at(600),
    rebootRequired: true,
    relayPorts: [{ port: 20_001, everyone: true }],
    health: [{ site: bakery, time: at(660), line: JSON.stringify(report) }],
    services: { ssh: "active", nftables: "active", "wg-quick@wg0": "active", coturn: "failed" },
  };
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  await view.button(servers.look.button).click();
  const card = view.card(servers.look.title);
  await expect(card).toContainText(servers.standing.attention);
  await expect(card).toContainText(servers.look.failed.replace("{{service}}", servers.look.service.turn));
  await expect(card).toContainText(servers.look.clockOff.replace("{{time}}", "10 minutes"));
  await expect(card).toContainText(servers.look.reboot);
  const peers = view.card(servers.look.tunnels);
  await expect(peers.getByRole("row", { name: /Bakery/ })).toContainText(servers.look.now);
  await expect(peers).toContainText(servers.look.missing_one.replace("{{count}}", "1").replace("{{names}}", "Kiosk"));
  await expect(view.card(servers.look.boxes).getByRole("row", { name: /Bakery/ })).toContainText(
    servers.look.paths.fallback,
  );
  await expect(view.card(servers.look.relays)).toContainText(servers.look.everyone);
  await expectAccessible(page, "status of a server");
  await inBothThemes(page, "servers-status");
  // The list says the same.
  await page.getByRole("link", { name: servers.toServers, exact: true }).click();
  await expect(view.row("Nuremberg")).toContainText(servers.standing.attention);
  await expect(app.title).toHaveText(servers.title);
});

test("nobody gets in, nothing is set up, nothing is taken: each says what to do", async ({ app, page, shell }) => {
  const id = await addServer(shell);
  await accept(shell, id);
  const { store } = shell;
  store.servers.trouble = {
    outcome: "failed",
    port: null,
    hostKey: null,
    why: { key: "relay.fault.refused", args: { host: wish.host } },
    details: [],
  };
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  await view.button(servers.look.button).click();
  await expect(app.notice(en.relay.fault.refused.replace("{{host}}", wish.host))).toBeVisible();
  store.servers.trouble = null;
  store.servers.status = null;
  await view.button(servers.look.again).click();
  await expect(app.notice(servers.look.noStatus)).toContainText(servers.look.noStatusDo);
  store.servers.refusal = "wireguard: line 3";
  await view.button(servers.apply.button).click();
  await expect(app.notice(error.SERVER_REFUSED.title.replace("{{detail}}", "wireguard: line 3"))).toBeVisible();
  await expectAccessible(page, "a server in trouble");
  store.servers.refusal = null;
  await view.button(servers.apply.button).click();
  await expect(app.notice(/Nuremberg is up to date/)).toBeVisible();
});

test("a technician's device is added, set up by a code and removed", async ({ app, page, shell }) => {
  const id = await addServer(shell);
  await accept(shell, id);
  const view = new ServersView(page);
  await view.openServer("Nuremberg");
  await view.button(servers.technicians.add).click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText(servers.technicians.nameMissing);
  await view.field(servers.technicians.name).fill("Anna, laptop");
  await expectAccessible(page, "add a technician");
  await page.keyboard.press("Enter");
  const behind = servers.apply.behind.replace("{{name}}", "Nuremberg");
  await expect(app.notice(behind)).toContainText("Anna, laptop");
  await view.button(servers.technicians.fileOf.replace("{{name}}", "Anna, laptop")).click();
  const dialog = view.dialog(servers.technicians.fileTitle.replace("{{name}}", "Anna, laptop"));
  await expect(dialog.getByRole("img", { name: servers.technicians.qr })).toBeVisible();
  await expectAccessible(page, "a technician's code");
  await inBothThemes(page, "servers-technician");
  const download = page.waitForEvent("download");
  await view.button(servers.technicians.save).click();
  expect(await readFile(await (await download).path(), "utf8")).toContain("[Interface]");
  await page.keyboard.press("Escape");
  await view.button(servers.apply.button).click();
  await expect(app.notice(behind)).toHaveCount(0);
  expect(shell.store.servers.told.get(id)).toHaveLength(1);

  // A key that was made on the device itself is not here.
  await shell.host.servers.addTechnician({ serverId: id, name: "Ben, phone", publicKey: keyOf("b") });
  await view.openServer("Nuremberg");
  await view.button(servers.technicians.fileOf.replace("{{name}}", "Ben, phone")).click();
  await expect(app.notice(servers.technicians.noKeyTitle)).toBeVisible();
  await page.keyboard.press("Escape");
  await view.button(servers.technicians.removeOf.replace("{{name}}", "Anna, laptop")).click();
  await view.button(servers.technicians.remove).click();
  await expect(view.card(servers.technicians.title)).not.toContainText("Anna, laptop");
});

test("servers go to a colleague with a passphrase and come back", async ({ app, page, shell }) => {
  const id = await addServer(shell);
  const { store } = shell;
  const view = new ServersView(page);
  await view.open();
  await view.button(servers.export).click();
  const passphrase = "correct horse battery staple";
  await page.getByLabel(ui.transfer.passphrase, { exact: true }).fill("short");
  await page.getByLabel(ui.transfer.again).fill("short");
  await view.button(servers.exporting.make).click();
  await expect(page.getByRole("dialog")).toContainText(servers.exporting.short.split("{{")[0] ?? "");
  await expectAccessible(page, "export of servers");
  await page.getByLabel(ui.transfer.passphrase, { exact: true }).fill(passphrase);
  await page.getByLabel(ui.transfer.again).fill(passphrase);
  const download = page.waitForEvent("download");
  await view.button(servers.exporting.make).click();
  const buffer = await readFile(await (await download).path());
  expect(buffer.toString("latin1")).toContain("age-encryption.org");

  await shell.host.servers.remove({ serverId: id });
  store.servers.secrets.entries.clear();
  await app.goTo("check");
  await view.open();
  await view.button(servers.import).click();
  const chooser = page.waitForEvent("filechooser");
  await view.button(servers.importing.choose).click();
  await (await chooser).setFiles([{ name: "a.farsite-servers", mimeType: "application/octet-stream", buffer }]);
  await view.button(servers.importing.take).click();
  const field = page.getByLabel(servers.importing.passphrase, { exact: true });
  await field.fill("wrong");
  await page.keyboard.press("Enter");
  await expect(app.notice(error.PASSPHRASE_WRONG.title)).toBeVisible();
  await expectAccessible(page, "import of servers");
  await field.fill(passphrase);
  await field.press("Enter");
  await expect(view.row("Nuremberg")).toBeVisible();
  expect(store.servers.secrets.entries.has(`server:${id}:admin`)).toBe(true);
});

test("distances, the address plan with what clashes, and what a removal takes along", async ({ app, page, shell }) => {
  const id = await addServer(shell);
  await addServer(shell, { name: "Helsinki", host: "203.0.113.9", wireguard: false });
  addSite(shell, "Bakery", id, 2);
  addSite(shell, "Kiosk", id, 2, { address: "10.87.0.3" });
  shell.store.servers.rttMs = { Nuremberg: 23 };
  const view = new ServersView(page);
  await view.open();
  await view.button(servers.distances).click();
  await expect(view.row("Nuremberg")).toContainText("23");
  await expect(view.row("Helsinki")).toContainText(servers.noDistance);
  const plan = view.card(servers.plan.title);
  await expect(plan.getByRole("group", { name: /10\.96\.2\.0\/24.*(?:Bakery, Kiosk|Kiosk, Bakery)/ })).toBeVisible();
  await expect(plan.getByRole("row", { name: /Kiosk/ })).toContainText("10.87.0.3");
  await expectAccessible(page, "servers and plan");
  await inBothThemes(page, "servers-list");

  await view.openServer("Nuremberg");
  await view.button(servers.remove.button).click();
  const dialog = view.dialog(servers.remove.title.replace("{{name}}", "Nuremberg"));
  await expect(dialog).toContainText(/Bakery, Kiosk|Kiosk, Bakery/);
  await expect(dialog).toContainText(servers.remove.keys);
  await dialog.getByRole("button", { name: servers.remove.confirm }).click();
  await expect(dialog).toContainText(servers.remove.understoodMissing);
  await expectAccessible(page, "remove a server");
  await dialog.getByRole("checkbox").click();
  await dialog.getByRole("button", { name: servers.remove.confirm }).click();
  await expect(app.title).toHaveText(servers.title);
  await expect(view.row("Nuremberg")).toHaveCount(0);
});

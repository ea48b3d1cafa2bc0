import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeQR } from "qr";
import { en } from "#core/text/en.ts";
import { emptySite } from "./fake-survey.ts";
import { fakeLaptop, keepAccount } from "./fake-vault.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui } = en;

/** What the camera of this file sees: the card of a colleague's laptop, on a desk. */
const seen = fakeLaptop({ name: "Van 9", technician: "Ayşe Demir" });
const folder = mkdtempSync(join(tmpdir(), "farsite-camera-"));
const film = join(folder, "card.y4m");
writeFileSync(film, yuv4mpeg(JSON.stringify(seen.card)));

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${film}`,
      ],
    }),
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A film of one picture (YUV4MPEG2, 4:2:0) of 640 x 480 in which a grey desk and a code lie. */
function yuv4mpeg(text: string): Buffer {
  const [width, height] = [640, 480];
  const rows = encodeQR(text, "raw", { ecc: "low", border: 4 });
  const scale = Math.floor((height - 40) / rows.length);
  const [left, top] = [(width - rows.length * scale) >> 1, (height - rows.length * scale) >> 1];
  const luma = Buffer.alloc(width * height, 120);
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let line = 0; line < scale; line++) {
        const start = (top + y * scale + line) * width + left + x * scale;
        luma.fill(dark ? 24 : 228, start, start + scale);
      }
    }),
  );
  const chroma = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1\nFRAME\n`), luma, chroma]);
}

test("a colleague's card is read by the camera, which goes off then", async ({ app, page, shell }) => {
  await page.context().grantPermissions(["camera"]);
  await app.goTo("settings");
  await page.getByRole("button", { name: ui.laptops.add }).click();
  await app.passwords.way("camera").click();
  await expect(app.passwords.dialog(ui.laptops.compareTitle.replace("{{laptop}}", "Van 9"))).toBeVisible();
  expect(shell.store.vault.laptops.map(({ card }) => card)).toContainEqual(seen.card);
  await expect(page.locator("video")).toHaveCount(0);
});

test("the camera goes off when it is left, and what it sees is not taken for something else", async ({
  app,
  page,
  shell,
}) => {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { tracks });
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wish) => {
      const stream = await open(wish);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await page.context().grantPermissions(["camera"]);
  await page.reload();
  await app.ready();
  const site = emptySite("Bakery");
  shell.store.sites.set(site.id, site);
  keepAccount(shell.store.vault, site.id, { label: "Camera" });
  await app.goTo("passwords");
  await app.passwords.receiveButton.click();
  await app.passwords.way("camera").click();
  // A card is no hand-over: that is said, and the camera is off.
  await expect(app.notice(en.error.NOT_A_HANDOVER.title)).toBeVisible();
  await app.passwords.way("camera").click();
  await page.keyboard.press("Escape");
  await expect
    .poll(() =>
      page.evaluate(() =>
        (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ kind, readyState }) => [
          kind,
          readyState,
        ]),
      ),
    )
    .toEqual(expect.arrayContaining([["video", "ended"]]));
  expect(
    await page.evaluate(() =>
      (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.some(({ readyState }) => readyState === "live"),
    ),
  ).toBe(false);
});

test("a camera that is refused is explained, and the other ways stay", async ({ app, page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await page.reload();
  await app.goTo("passwords");
  await app.passwords.receiveButton.click();
  await app.passwords.way("camera").click();
  await expect(app.notice(ui.intake.cameraDenied)).toContainText(ui.intake.cameraDeniedText);
  await expectAccessible(page, "camera denied");
  await app.passwords.way("paste").click();
  await expect(page.getByRole("textbox", { name: ui.intake.pasteLabel })).toBeVisible();
});

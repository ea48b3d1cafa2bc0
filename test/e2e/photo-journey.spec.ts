import { expect, type Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { tracesBelow } from "../unit/vault/secret-traces.ts";
import { beginSurvey, choose, downloaded, openSite, ready, test } from "./desk-fixture.ts";
import { expectKeptQuiet } from "./kept-quiet.ts";
import { madePicture, SECRET_PLACE, turnedByExif } from "./made-picture.ts";
import type { AppWindow } from "./pages/app-window.ts";
import { PhotosView } from "./pages/photos-view.ts";
import { inBothThemes } from "./picture.ts";

/** Photos by file and by camera, kept by the real host, passed on with the survey from window to window. */

const { ui } = en;
const SITE = "Hotel Alpenblick";
const PASSPHRASE = "nine herons share a lamp";
const FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** Pictures that the page really draws. */
const drawn = (photos: PhotosView): Promise<number> =>
  photos.list
    .locator("img")
    .evaluateAll(
      (images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length,
    );

const siteIdOf = (page: Page): string => /#\/sites\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";

async function openFile(app: AppWindow, file: string): Promise<void> {
  const { page } = app;
  await app.goTo("sites");
  await page.getByRole("button", { name: ui.transfer.import }).first().click();
  await choose(page, () => app.dialog().getByRole("button", { name: ui.transfer.choose }).click(), file);
  const locked = page.getByRole("dialog", { name: /is protected/ });
  await locked.getByLabel(ui.transfer.passphrase, { exact: true }).fill("another passphrase");
  await locked.getByRole("button", { name: ui.transfer.unlock }).click();
  await expect(app.notice(en.error.PASSPHRASE_WRONG.title)).toBeVisible();
  await locked.getByLabel(ui.transfer.passphrase, { exact: true }).fill(PASSPHRASE);
  await locked.getByRole("button", { name: ui.transfer.unlock }).click();
  await expect(app.dialog(ui.transfer.previewTitle)).toBeVisible();
}

test("photos of a file and of the camera go along with a protected survey, without their place", async ({
  openDesk,
  launchOptions,
}, testInfo) => {
  const [here, there] = [await openDesk(), await openDesk()];
  const page = await here.tab((await here.serve()).link, {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...FAKE_CAMERA],
  });
  const { app } = await ready(page);
  await beginSurvey(app, SITE);
  const photos = new PhotosView(page);
  await photos.open(siteIdOf(page));
  const lying = await madePicture(page, { width: 1_600, height: 1_200, label: "Label" });
  await photos.add([{ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: turnedByExif(lying) }]);
  await expect(photos.tiles).toHaveCount(1);
  await page.context().grantPermissions(["camera"]);
  await page.getByRole("button", { name: ui.photos.take, exact: true }).first().click();
  await photos.cameraDialog.getByRole("button", { name: ui.photos.shoot, exact: true }).click();
  await photos.cameraDialog.getByRole("button", { name: ui.photos.keep }).click();
  await photos.cameraDialog.getByRole("button", { name: ui.photos.done }).click();
  await expect(photos.tiles).toHaveCount(2);
  await expect.poll(() => drawn(photos)).toBe(2);
  await inBothThemes(page, "photos");

  await openSite(app, SITE);
  await page.getByRole("button", { name: ui.transfer.exportSome }).click();
  const dialog = app.dialog(ui.transfer.exportTitle.replace("{{site}}", SITE));
  await dialog.getByRole("switch", { name: ui.transfer.protect }).click();
  await dialog.getByLabel(ui.transfer.passphrase, { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel(ui.transfer.again, { exact: true }).fill(PASSPHRASE);
  await inBothThemes(page, "pass-on");
  const file = await downloaded(
    page,
    () => dialog.getByRole("button", { name: ui.transfer.make, exact: true }).click(),
    testInfo.outputPath("hotel.farsite"),
  );

  const page2 = await there.tab((await there.serve()).link, launchOptions);
  const { app: app2 } = await ready(page2);
  await openFile(app2, file);
  await inBothThemes(page2, "take-in");
  await app2
    .dialog(ui.transfer.previewTitle)
    .getByRole("button", { name: ui.transfer.take_one.replace("{{count}}", "1") })
    .click();
  await app2.dialog(ui.transfer.doneTitle).getByRole("button", { name: ui.transfer.finish }).click();
  await openSite(app2, SITE);
  const photos2 = new PhotosView(page2);
  await photos2.open(siteIdOf(page2));
  await expect(photos2.tiles).toHaveCount(2);
  await expect.poll(() => drawn(photos2)).toBe(2);
  for (const desk of [here, there]) {
    const secrets = desk.secrets();
    await desk.closeTabs();
    expectKeptQuiet(desk, secrets, [PASSPHRASE], [file]);
    expect(tracesBelow(desk.dataFolder, [SECRET_PLACE])).toEqual([]);
  }
});

import type { Page } from "@playwright/test";
import { MAX_PHOTO_BYTES, MAX_THUMBNAIL_BYTES } from "#core/contract/survey-calls.ts";
import { en } from "#core/text/en.ts";
import { withTemplate } from "#core/survey/survey-template.ts";
import { emptySite, writeRevision } from "./fake-survey.ts";
import { keepPhoto } from "./fake-team.ts";
import { surveyedRecorder } from "./fake-vault.ts";
import { jpegFacts, madePicture, SECRET_PLACE, turnedByExif } from "./made-picture.ts";
import { PhotosView } from "./pages/photos-view.ts";
import { inBothThemes } from "./picture.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";
import type { FakeShell } from "./serve-fake.ts";

const { ui, error } = en;
const { photos: words } = ui;

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    }),
});

const SITE = "Hotel Alpenblick";

function newSite(shell: FakeShell, template = false): string {
  const site = emptySite(SITE);
  const document = { ...site.document, devices: [surveyedRecorder] };
  const [standard] = shell.store.surveys.templates;
  writeRevision(shell.store, site, template && standard ? withTemplate(document, standard) : document);
  return site.id;
}

const photosOf = (shell: FakeShell, siteId: string) => shell.store.sites.get(siteId)?.document.photos ?? [];

const file = (name: string, buffer: Buffer, mimeType = "image/jpeg") => ({ name, mimeType, buffer });

async function manyPhotos(page: Page, shell: FakeShell, siteId: string, count: number): Promise<void> {
  const kinds = ["router-label", "cabinet", "recorder", "camera", "view", "document"] as const;
  const drawn = await Promise.all(
    kinds.map((kind, index) => madePicture(page, { width: 640, height: 480, hue: index * 55, label: kind })),
  );
  for (let index = 0; index < count; index++) {
    const picture = drawn[index % drawn.length];
    const kind = kinds[index % kinds.length];
    if (picture && kind) keepPhoto(shell.store, siteId, { picture, kind, caption: `Photo number ${index + 1}` });
  }
}

test("a phone's picture is kept upright, small enough and without its place", async ({ app: _, page, shell }) => {
  const siteId = newSite(shell);
  const view = new PhotosView(page);
  await view.open(siteId);
  await expect(page.getByText(words.noneTitle)).toBeVisible();
  await expectAccessible(page, "no photos");
  const lying = await madePicture(page, { width: 4_000, height: 3_000, label: "Label" });
  await view.add([file("IMG_0001.jpg", turnedByExif(lying))]);
  await expect(view.tiles).toHaveCount(1);
  await expect(page.getByText(words.saved_one.replace("{{count}}", "1")).first()).toBeVisible();
  const [added] = shell.store.team.added;
  if (!added) throw new Error("nothing was added");
  expect(jpegFacts(added.photo)).toEqual({ width: 1_920, height: 2_560, hasExif: false });
  expect(jpegFacts(added.thumbnail)).toEqual({ width: 240, height: 320, hasExif: false });
  expect(added.photo.includes(SECRET_PLACE)).toBe(false);
});

test("the noisiest picture is brought under the limits, and a small one is not blown up", async ({
  app: _,
  page,
  shell,
}) => {
  const siteId = newSite(shell);
  const view = new PhotosView(page);
  await view.open(siteId);
  const noise = await madePicture(page, { width: 3_000, height: 3_000, noise: true });
  const small = await madePicture(page, { width: 300, height: 200, type: "image/png" });
  await view.add([file("noise.jpg", noise), file("small.png", small, "image/png")]);
  await expect(view.tiles).toHaveCount(2);
  const [first, second] = shell.store.team.added;
  expect(first?.photo.length).toBeLessThanOrEqual(MAX_PHOTO_BYTES);
  expect(first?.thumbnail.length).toBeLessThanOrEqual(MAX_THUMBNAIL_BYTES);
  expect(second && jpegFacts(second.photo)).toMatchObject({ width: 300, height: 200 });
});

test("what is no picture says what to do, and leaves the others alone", async ({ app: _, page, shell }) => {
  const siteId = newSite(shell);
  const view = new PhotosView(page);
  await view.open(siteId);
  const good = await madePicture(page, { width: 800, height: 600 });
  await view.add([
    file("IMG_0002.HEIC", Buffer.from("\0\0\0\u0018ftypheic"), "image/heic"),
    file("broken.jpg", good.subarray(0, 20)),
    file("good.jpg", good),
  ]);
  await expect(view.tiles).toHaveCount(1);
  await expect(view.pending).toContainText(words.noPicture.heic);
  await expect(view.pending).toContainText(words.noPicture.other);
  await expectAccessible(page, "no pictures");
  await inBothThemes(page, "photos-refused");
  for (const name of ["IMG_0002.HEIC", "broken.jpg"])
    await page.getByRole("button", { name: words.dropOf.replace("{{name}}", name) }).click();
  await expect(view.pending).toHaveCount(0);
});

test("a photo that can't be saved survives other pages, and is saved by trying again", async ({ app, page, shell }) => {
  const siteId = newSite(shell);
  const view = new PhotosView(page);
  await view.open(siteId);
  shell.store.team.photoTrouble = { code: "DISK_FULL", data: { folder: "/data" } };
  const pictures = [1, 2, 3].map(async (number) =>
    file(`cabinet-${number}.jpg`, await madePicture(page, { width: 900, height: 600, hue: number * 90 })),
  );
  await view.add(await Promise.all(pictures));
  const title = words.notSaved_other.replace("{{count}}", "3");
  await expect(app.notice(title)).toContainText(error.DISK_FULL.title.replace("{{folder}}", "/data"));
  await expect(app.notice(title)).toContainText(words.notSavedText);
  await expectAccessible(page, "photos not saved");
  await inBothThemes(page, "photos-not-saved");
  await app.goTo("settings");
  await expect(page.getByRole("navigation").getByText(ui.settings.unsavedMark)).toBeVisible();
  await view.open(siteId);
  await page.getByRole("button", { name: words.dropOf.replace("{{name}}", "cabinet-3.jpg") }).click();
  await page.getByRole("dialog").getByRole("button", { name: words.drop, exact: true }).click();
  shell.store.team.photoTrouble = null;
  await page.getByRole("button", { name: words.tryAll }).click();
  await expect(view.tiles).toHaveCount(2);
  await expect(view.pending).toHaveCount(0);
  await expect(page.getByRole("navigation").getByText(ui.settings.unsavedMark)).toHaveCount(0);
});

test("what is added while the line is gone goes out when it is back", async ({ app, page, shell }) => {
  const siteId = newSite(shell);
  const view = new PhotosView(page);
  await view.open(siteId);
  const picture = await madePicture(page, { width: 900, height: 600 });
  shell.down();
  await expect(app.notice(ui.connection.lostTitle)).toBeVisible();
  await view.bring("paste", [file("image.png", picture)]);
  await expect(view.pending).toBeVisible();
  expect(photosOf(shell, siteId)).toEqual([]);
  shell.up();
  await expect(view.tiles).toHaveCount(1);
});

test("pictures are dropped on a site's page, described, looked through by keyboard and removed", async ({
  app,
  page,
  shell,
}) => {
  const siteId = newSite(shell);
  await page.evaluate((hash) => (window.location.hash = hash), `#/sites/${siteId}`);
  const view = new PhotosView(page);
  await expect(view.card).toContainText(words.none);
  const pictures = [1, 2, 3].map(async (number) =>
    file(`${number}.jpg`, await madePicture(page, { width: 900, height: 600, hue: number * 90, label: `${number}` })),
  );
  await view.bring("drop", await Promise.all(pictures));
  await expect(view.card.getByRole("link", { name: /Other,/ })).toHaveCount(3);
  await inBothThemes(page, "photos-card");
  await page.getByRole("button", { name: words.describe }).click();
  await expect(view.viewer).toBeVisible();
  await view.caption.fill("Label of the router, below the stairs");
  await view.viewer.getByRole("combobox", { name: words.view.kind }).click();
  await page.getByRole("option", { name: ui.survey.photoKind["router-label"] }).click();
  await view.viewer.getByRole("combobox", { name: words.view.device }).click();
  await page.getByRole("option", { name: /Recorder in the cabinet/ }).click();
  await expect
    .poll(() => photosOf(shell, siteId)[0])
    .toMatchObject({
      caption: "Label of the router, below the stairs",
      kind: "router-label",
      deviceId: surveyedRecorder.id,
    });
  await expectAccessible(page, "photo");
  await inBothThemes(page, "photo-large");

  // Arrow keys move in a text field, and between photos everywhere else.
  await view.caption.press("ArrowRight");
  await expect(view.viewer).toHaveAccessibleName("Photo 1 of 3");
  await view.viewer.getByRole("button", { name: ui.common.close }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(view.viewer).toHaveAccessibleName("Photo 2 of 3");
  await expect(view.viewer.getByRole("img")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(view.viewer).toHaveCount(0);
  await expect(view.tile("Label of the router, below the stairs")).toBeFocused();

  await page.keyboard.press("Enter");
  await view.viewer.getByRole("button", { name: words.view.remove }).click();
  await expect.poll(() => photosOf(shell, siteId).length).toBe(2);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: words.view.undo, exact: true }).click();
  await expect.poll(() => photosOf(shell, siteId).length).toBe(3);
  await expect(view.tile("Label of the router, below the stairs")).toBeVisible();
  await expect(app.announcement).toContainText(words.view.undone);
});

test("the template's pictures are gaps to fill, by the camera or by file", async ({ app: _, page, shell }) => {
  const siteId = newSite(shell, true);
  const [standard] = shell.store.surveys.templates;
  if (standard)
    shell.store.surveys.templates = [
      {
        ...standard,
        photos: [...standard.photos, { id: "photo-cabinet", kind: "cabinet", caption: "Cabinet, open, all of it" }],
      },
    ];
  const view = new PhotosView(page);
  await view.open(siteId);
  await expect(view.wanted.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page, "photos to take");
  await page.getByRole("button", { name: words.takeFor.replace("{{what}}", "Label of the router") }).click();
  const dialog = page.getByRole("dialog", { name: "Label of the router" });
  await dialog.getByRole("button", { name: words.shoot, exact: true }).click();
  await expect(dialog.getByRole("textbox", { name: words.view.caption })).toHaveValue("Label of the router");
  await expectAccessible(page, "taken");
  await dialog.getByRole("button", { name: words.keep }).click();
  await expect(dialog).toHaveCount(0);
  await expect(view.wanted.getByRole("listitem")).toHaveCount(1);
  expect(photosOf(shell, siteId)).toMatchObject([{ kind: "router-label", caption: "Label of the router" }]);

  const cabinet = await madePicture(page, { width: 600, height: 900 });
  await view.add([file("c.jpg", cabinet)], words.addFor.replace("{{what}}", "Cabinet, open, all of it"));
  await expect(view.wanted).toHaveCount(0);
  await expect(view.tile("Cabinet, open, all of it")).toBeVisible();
});

test("several pictures are taken one after the other, and the camera goes off", async ({ app: _, page, shell }) => {
  const siteId = newSite(shell);
  const view = new PhotosView(page);
  await view.open(siteId);
  await page.getByRole("button", { name: words.take, exact: true }).click();
  await expect(view.cameraDialog.getByRole("button", { name: words.shoot, exact: true })).toBeEnabled();
  await inBothThemes(page, "photo-camera");
  for (const caption of ["Front door", "Back door"]) {
    await view.cameraDialog.getByRole("button", { name: words.shoot, exact: true }).click();
    await view.cameraDialog.getByRole("button", { name: words.again }).click();
    await view.cameraDialog.getByRole("button", { name: words.shoot, exact: true }).click();
    await view.cameraDialog.getByRole("textbox", { name: words.view.caption }).fill(caption);
    await view.cameraDialog.getByRole("button", { name: words.keep }).click();
  }
  await expect.poll(() => photosOf(shell, siteId).map(({ caption }) => caption)).toEqual(["Front door", "Back door"]);
  await page.keyboard.press("Escape");
  await expect(page.locator("video")).toHaveCount(0);
});

test("a camera that is refused is explained", async ({ app, page, shell }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await page.reload();
  await app.ready();
  await new PhotosView(page).open(newSite(shell));
  await page.getByRole("button", { name: words.take, exact: true }).click();
  await expect(app.notice(ui.intake.cameraDenied)).toContainText(words.cameraTroubleText.denied);
});

test("a picture that has not come yet is calmly absent", async ({ app: _, page, shell }) => {
  const siteId = newSite(shell);
  keepPhoto(shell.store, siteId, { caption: "Recorder's label", takenBy: "Petra Lang" });
  const view = new PhotosView(page);
  await view.open(siteId);
  await expect(view.list).toContainText(words.view.missing);
  await view.tiles.first().click();
  await expect(view.viewer).toContainText(words.view.missingBy.replace("{{who}}", "Petra Lang"));
  await expectAccessible(page, "photo missing");
  await inBothThemes(page, "photo-missing");
});

test("of two hundred photos only those near the view are held", async ({ app: _, page, shell }) => {
  const siteId = newSite(shell);
  await page.evaluate(() => {
    const live = new Set<string>();
    Object.assign(globalThis, { live });
    const [create, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
    URL.createObjectURL = (source) => {
      const url = create(source);
      live.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      live.delete(url);
      revoke(url);
    };
  });
  const live = () => page.evaluate(() => (globalThis as unknown as { live: Set<string> }).live.size);
  await manyPhotos(page, shell, siteId, 200);
  const view = new PhotosView(page);
  await view.open(siteId);
  await expect(view.tiles).toHaveCount(200);
  await expect(view.tiles.first().locator("img")).toBeVisible();
  await inBothThemes(page, "photos-many");
  await expectAccessible(page, "many photos");
  expect(await live()).toBeLessThan(60);
  await view.tile("Photo number 200").scrollIntoViewIfNeeded();
  await expect(view.tile("Photo number 200").locator("img")).toBeVisible();
  await expect(view.tiles.first().locator("img")).toHaveCount(0);
  expect(await live()).toBeLessThan(60);
  await page.getByRole("button", { name: /^Cabinet/ }).click();
  await expect(view.tiles).toHaveCount(34);
  await page.evaluate(() => (window.location.hash = "#/settings"));
  await expect.poll(live).toBe(0);
});

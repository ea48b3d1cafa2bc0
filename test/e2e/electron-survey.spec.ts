import { expect } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { end } from "./desk.ts";
import { addGenerated, beginSurvey, LABEL, openSite, ready, test } from "./desk-fixture.ts";
import { launch, prepareRuntime, whyNoRuntime } from "./electron-runtime.ts";
import { expectKeptQuiet } from "./kept-quiet.ts";

/** Surveys and passwords in the Electron window, alone and beside a browser tab. */

const { ui } = en;
const { field } = ui.survey;

const missing = whyNoRuntime();
test.skip(missing !== undefined, missing);

test("the window and a tab show each other's changes; killed or crashed, the window loses and leaves nothing", async ({
  desk,
  launchOptions,
}) => {
  const runtime = prepareRuntime();
  const isSet = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;
  const env = Object.fromEntries(Object.entries(desk.env).filter(isSet));
  try {
    const electron = await launch(runtime, desk.dataFolder, { env });
    desk.watch(electron.process());
    const { app, survey } = await ready(await electron.firstWindow());
    await beginSurvey(app, "Bakery");
    await survey.open("line");
    const tab = await desk.tab((await desk.serve()).link, launchOptions);
    const { app: other, survey: beside } = await ready(tab);
    await openSite(other, "Bakery");
    await tab.getByRole("list", { name: ui.survey.parts }).getByRole("link", { name: ui.survey.part.line }).click();
    await survey.field(field.provider).pressSequentially("Tele");
    await beside.field(field.plan).fill("Cable 250");
    await beside.field(field.plan).blur();
    await expect(survey.field(field.plan)).toHaveValue("Cable 250");
    await expect(survey.field(field.provider)).toHaveValue("Tele");
    await survey.field(field.provider).pressSequentially("kom");
    await expect(survey.saved).toBeVisible();
    await end(electron.process(), "SIGKILL");
    await expect(beside.field(field.provider)).toHaveValue("Telekom");
    await desk.closeTabs();

    const again = await launch(runtime, desk.dataFolder, { env });
    desk.watch(again.process());
    const { app: after } = await ready(await again.firstWindow());
    await openSite(after, "Bakery");
    await after.passwords.openLink.click();
    const password = await addGenerated(after);
    await after.passwords.copyButton(LABEL).click();
    await after.passwords.showButton(LABEL).click();
    await expect(after.passwords.row(LABEL)).toContainText(password);
    const secrets = desk.secrets();
    expect(Object.values(secrets)).toContain(password);
    // A window that crashes while it shows a password leaves no picture of its memory.
    const pid = await again.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    if (pid === undefined) throw new Error("no window");
    const crashed = after.page.waitForEvent("crash");
    process.kill(pid, "SIGSEGV");
    await crashed;
    await end(again.process(), "SIGTERM");
    expectKeptQuiet(desk, secrets, []);
  } finally {
    runtime.remove();
  }
});

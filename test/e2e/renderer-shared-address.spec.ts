import { en } from "#core/text/en.ts";
import { expect, expectAccessible, test } from "./renderer-fixture.ts";

const { ui } = en;

test("where two devices share an address, each is named, and nothing is opened unawares", async ({
  app,
  page,
  shell,
}) => {
  await app.goTo("devices");
  shell.plan({ devices: "shared" });
  await app.devices.find();
  const conflict = page.getByRole("region", { name: ui.devices.siteFindings });
  await expect(conflict.getByRole("link", { name: "Dahua IPC-HDW2431T" })).toHaveText([
    /02:00:5e:00:00:03$/,
    /02:00:5e:00:00:04$/,
  ]);
  await expectAccessible(page, "a shared address");
  await conflict.getByRole("link", { name: "02:00:5e:00:00:04" }).click();
  await expect(page.getByRole("link", { name: ui.device.openPage })).toBeVisible();
  await expect(app.notice(ui.device.sharedAddress)).toContainText(ui.device.sharedAddressText);
  await expect(app.devices.inspection).toContainText(ui.device.sharedAddressText);
  await expect(page.getByRole("button", { name: "Copy 02:00:5e:00:00:04" })).toBeVisible();
  await expect(page.getByText("255.255.255.0 (/24)")).toBeVisible();
  await expectAccessible(page, "a device that shares its address");
});

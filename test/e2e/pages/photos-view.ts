import { expect, type Locator, type Page } from "@playwright/test";
import { en } from "#core/text/en.ts";

const { ui } = en;

/** The photos of a site: their page, the large view, the camera. */
export class PhotosView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(siteId: string): Promise<void> {
    await this.page.evaluate((hash) => (window.location.hash = hash), `#/sites/${siteId}/photos`);
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(ui.photos.title);
  }

  /** On the page of a site. */
  get card(): Locator {
    return this.page.getByRole("region", { name: ui.photos.title });
  }
  get list(): Locator {
    return this.page.getByRole("list", { name: ui.photos.list });
  }
  get tiles(): Locator {
    return this.list.getByRole("link");
  }
  tile(name: string): Locator {
    return this.list.getByRole("link", { name });
  }
  get wanted(): Locator {
    return this.page.getByRole("list", { name: ui.photos.wanted });
  }
  get pending(): Locator {
    return this.page.getByRole("region", { name: ui.photos.adding });
  }

  /** By the button, as from the system's dialog. */
  async add(files: { name: string; mimeType: string; buffer: Buffer }[], button = ui.photos.add): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: button, exact: true }).first().click();
    await (await chooser).setFiles(files);
  }

  /** Files that are dropped on the window or pasted into it. */
  async bring(how: "drop" | "paste", files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    await this.page.evaluate(
      ([kind, given]) => {
        const data = new DataTransfer();
        for (const { name, type, base64 } of given) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
          data.items.add(new File([bytes], name, { type }));
        }
        const event =
          kind === "drop"
            ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      [
        how,
        files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, base64: buffer.toString("base64") })),
      ] as const,
    );
  }

  /** One photo, large. */
  get viewer(): Locator {
    return this.page.getByRole("dialog", { name: /^Photo \d+ of \d+$/ });
  }
  get caption(): Locator {
    return this.viewer.getByRole("textbox", { name: ui.photos.view.caption });
  }
  get cameraDialog(): Locator {
    return this.page.getByRole("dialog", { name: ui.photos.takeTitle });
  }
}

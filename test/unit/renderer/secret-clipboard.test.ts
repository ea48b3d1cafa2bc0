import { describe, expect, test } from "vitest";
import {
  CLIPBOARD_SECRET_MS,
  createSecretClipboard,
  type ClipboardSurroundings,
  type SecretClipboard,
} from "../../../renderer/files/secret-clipboard.ts";

/** A clipboard, a window and a clock. */
class Desk {
  text = "";
  mayRead = true;
  focused = true;
  refuses = false;
  #timers: { at: number; run: () => void }[] = [];
  #onFocus: (() => void)[] = [];
  #now = 0;

  readonly around: ClipboardSurroundings = {
    read: async () => this.text,
    write: async (text) => {
      if (this.refuses) throw new DOMException("refused", "NotAllowedError");
      this.text = text;
    },
    mayRead: async () => this.mayRead,
    hasFocus: () => this.focused,
    onceFocused: (run) => {
      this.#onFocus.push(run);
      return () => (this.#onFocus = this.#onFocus.filter((one) => one !== run));
    },
    later: (ms, run) => {
      const timer = { at: this.#now + ms, run };
      this.#timers.push(timer);
      return () => (this.#timers = this.#timers.filter((one) => one !== timer));
    },
    digest: async (text) => `digest of ${text}`,
  };

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    due.forEach(({ run }) => run());
    await settled();
  }

  async focus(): Promise<void> {
    this.focused = true;
    this.#onFocus.splice(0).forEach((run) => run());
    await settled();
  }
}

/** Every promise that is under way here is done after a turn of the event loop. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function desk(): { desk: Desk; clipboard: SecretClipboard } {
  const made = new Desk();
  return { desk: made, clipboard: createSecretClipboard(made.around) };
}

describe("a copied password", () => {
  test("is off the clipboard after its time", async () => {
    const { desk: around, clipboard } = desk();
    await clipboard.copy("Router", "s3cret");
    expect(around.text).toBe("s3cret");
    expect(clipboard.state()).toEqual({ step: "holds", what: "Router" });
    await around.pass(CLIPBOARD_SECRET_MS - 1);
    expect(around.text).toBe("s3cret");
    await around.pass(1);
    expect(around.text).toBe("");
    expect(clipboard.state()).toEqual({ step: "clean" });
  });

  test("leaves alone what was copied since", async () => {
    const { desk: around, clipboard } = desk();
    await clipboard.copy("Router", "s3cret");
    around.text = "an address";
    await around.pass(CLIPBOARD_SECRET_MS);
    expect(around.text).toBe("an address");
    expect(clipboard.state()).toEqual({ step: "clean" });
  });

  test("waits for the window, which alone may clear it", async () => {
    const { desk: around, clipboard } = desk();
    await clipboard.copy("Router", "s3cret");
    around.focused = false;
    await around.pass(CLIPBOARD_SECRET_MS);
    expect(around.text).toBe("s3cret");
    await around.focus();
    expect(around.text).toBe("");
  });

  test("stays, and says so, where nobody may look", async () => {
    const { desk: around, clipboard } = desk();
    around.mayRead = false;
    await clipboard.copy("Router", "s3cret");
    await around.pass(CLIPBOARD_SECRET_MS);
    expect(around.text).toBe("s3cret");
    expect(clipboard.state()).toEqual({ step: "stays", what: "Router" });
    await clipboard.clearNow();
    expect(around.text).toBe("");
    expect(clipboard.state()).toEqual({ step: "clean" });
  });

  test("stays, and says so, where clearing is refused", async () => {
    const { desk: around, clipboard } = desk();
    await clipboard.copy("Router", "s3cret");
    around.refuses = true;
    await around.pass(CLIPBOARD_SECRET_MS);
    expect(clipboard.state()).toEqual({ step: "stays", what: "Router" });
    await expect(clipboard.clearNow()).rejects.toThrow("refused");
    expect(clipboard.state()).toEqual({ step: "stays", what: "Router" });
  });

  test("gives the next one its own time", async () => {
    const { desk: around, clipboard } = desk();
    await clipboard.copy("Router", "first");
    await around.pass(CLIPBOARD_SECRET_MS - 5);
    await clipboard.copy("Recorder", "second");
    await around.pass(5);
    expect(around.text).toBe("second");
    await around.pass(CLIPBOARD_SECRET_MS - 5);
    expect(around.text).toBe("");
  });

  test("is not said to be copied when it was not", async () => {
    const { desk: around, clipboard } = desk();
    around.refuses = true;
    await expect(clipboard.copy("Router", "s3cret")).rejects.toThrow("refused");
    expect(clipboard.state()).toEqual({ step: "clean" });
  });

  test("tells who listens, until they stop", async () => {
    const { desk: around, clipboard } = desk();
    const seen: string[] = [];
    const stop = clipboard.subscribe(() => seen.push(clipboard.state().step));
    await clipboard.copy("Router", "s3cret");
    await around.pass(CLIPBOARD_SECRET_MS);
    stop();
    await clipboard.copy("Router", "s3cret");
    expect(seen).toEqual(["holds", "clean"]);
  });
});

/** How long a password may lie on the clipboard: enough to change windows and paste it. */
export const CLIPBOARD_SECRET_MS = 30_000;

/** What became of the last password that was copied. */
export type ClipboardState =
  | { step: "clean" }
  | { step: "holds"; what: string }
  /** The time is up, but the window may not look or write: the person has to. */
  | { step: "stays"; what: string };

/** The clipboard and the window as this file needs them. */
export type ClipboardSurroundings = {
  read: () => Promise<string>;
  write: (text: string) => Promise<void>;
  /** Whether reading would neither be refused nor ask the person. */
  mayRead: () => Promise<boolean>;
  /** Browsers leave the clipboard to the window that has the focus. */
  hasFocus: () => boolean;
  onceFocused: (run: () => void) => () => void;
  later: (ms: number, run: () => void) => () => void;
  digest: (text: string) => Promise<string>;
};

export type SecretClipboard = {
  state: () => ClipboardState;
  subscribe: (listener: () => void) => () => void;
  /** Copies a password; rejects where the shell does not allow it. `what` names it to the person. */
  copy: (what: string, secret: string) => Promise<void>;
  /** By the person's own click, which every browser allows: whatever is there is overwritten. */
  clearNow: () => Promise<void>;
};

/**
 * Copies passwords and takes them off the clipboard again, if they are still there: what the person copied since is left alone. The
 * password itself is not remembered, only its digest.
 */
export function createSecretClipboard(around: ClipboardSurroundings): SecretClipboard {
  let state: ClipboardState = { step: "clean" };
  let cancel = (): void => {};
  const listeners = new Set<() => void>();

  function become(next: ClipboardState): void {
    state = next;
    listeners.forEach((listener) => listener());
  }

  async function settle(what: string, digest: string): Promise<void> {
    if (!around.hasFocus()) {
      cancel = around.onceFocused(() => void settle(what, digest));
      return;
    }
    const mine = cancel;
    let next: ClipboardState = { step: "stays", what };
    try {
      if (await around.mayRead()) {
        const isStillThere = (await around.digest(await around.read())) === digest;
        if (isStillThere) await around.write("");
        next = { step: "clean" };
      }
    } catch {
      // Refused after all (the focus went in between, a policy): then the person is asked to.
    }
    // Another password was copied in the meantime: it has its own time.
    if (cancel === mine) become(next);
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async copy(what, secret) {
      await around.write(secret);
      const digest = await around.digest(secret);
      cancel();
      cancel = around.later(CLIPBOARD_SECRET_MS, () => void settle(what, digest));
      become({ step: "holds", what });
    },
    async clearNow() {
      await around.write("");
      cancel();
      cancel = () => {};
      become({ step: "clean" });
    },
  };
}

/** The browser's own. */
export function browserClipboard(): ClipboardSurroundings {
  return {
    read: () => navigator.clipboard.readText(),
    write: (text) => navigator.clipboard.writeText(text),
    async mayRead() {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the browsers that don't know the name reject, and refuse to read
      const name = "clipboard-read" as PermissionName;
      const permission = await navigator.permissions.query({ name }).catch(() => null);
      return permission?.state === "granted";
    },
    hasFocus: () => document.hasFocus(),
    onceFocused(run) {
      window.addEventListener("focus", run, { once: true });
      return () => window.removeEventListener("focus", run);
    },
    later(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    async digest(text) {
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    },
  };
}

import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { ClipboardX } from "lucide-react";
import {
  browserClipboard,
  createSecretClipboard,
  type ClipboardState,
  type SecretClipboard,
} from "./secret-clipboard.ts";
import { useText } from "../i18n/language.tsx";
import { useAnnounce } from "../ui/announcer.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { useToast } from "../ui/toast.tsx";

const ClipboardContext = createContext<SecretClipboard | null>(null);

/** The one clipboard of the window: its time runs on while other pages are looked at. */
export function SecretClipboardProvider({ children }: { children: ReactNode }) {
  const [clipboard] = useState(() => createSecretClipboard(browserClipboard()));
  return <ClipboardContext value={clipboard}>{children}</ClipboardContext>;
}

export function useSecretClipboard(): SecretClipboard {
  const clipboard = useContext(ClipboardContext);
  if (clipboard === null) throw new Error("useSecretClipboard outside of SecretClipboardProvider");
  return clipboard;
}

/** Says what became of a copied password: that it is gone, or, above every page, that the person has to see to it. */
export function ClipboardNotice() {
  const { t } = useText();
  const clipboard = useSecretClipboard();
  const toast = useToast();
  const announce = useAnnounce();
  const state = useSyncExternalStore(clipboard.subscribe, clipboard.state);
  const before = useRef<ClipboardState["step"]>(state.step);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const last = before.current;
    before.current = state.step;
    if (last === state.step) return;
    if (state.step === "clean") toast(t("ui.passwords.clipboardCleared"));
    if (state.step === "stays") announce(t("ui.passwords.clipboardStays"));
  }, [state, toast, announce, t]);

  if (state.step !== "stays") return null;
  return (
    <Banner
      tone="caution"
      icon={ClipboardX}
      title={t("ui.passwords.clipboardStays")}
      aside={
        <Button
          onClick={() => {
            setFailed(false);
            clipboard.clearNow().catch(() => setFailed(true));
          }}
        >
          {t("ui.passwords.clipboardClear")}
        </Button>
      }
    >
      <p>{t(failed ? "ui.passwords.clipboardCantClear" : "ui.passwords.clipboardStaysText", { what: state.what })}</p>
    </Banner>
  );
}

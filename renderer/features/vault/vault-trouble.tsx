import { LockKeyhole, LockKeyholeOpen, RotateCw } from "lucide-react";
import type { VaultState } from "#core/contract/vault-calls.ts";
import { useText, type Key } from "../../i18n/language.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { CodeBlock } from "../../ui/text.tsx";

type Trouble = Exclude<VaultState["state"], "ok">;

/** What to say where the system has no words of its own (`vault.<backend>.<state>.<platform>`). */
const words: Readonly<Record<VaultState["backend"], Readonly<Record<Trouble, { title: Key; todo: Key }>>>> = {
  keychain: {
    missing: { title: "ui.keeping.missing", todo: "ui.keeping.todoMissing" },
    locked: { title: "ui.keeping.locked", todo: "ui.keeping.todoLocked" },
    timeout: { title: "ui.keeping.timeout", todo: "ui.keeping.todoTimeout" },
  },
  passphrase: {
    missing: { title: "ui.keeping.passphraseMissing", todo: "ui.keeping.todoPassphraseMissing" },
    locked: { title: "ui.keeping.passphraseLocked", todo: "ui.keeping.todoPassphraseLocked" },
    timeout: { title: "ui.keeping.passphraseTimeout", todo: "ui.keeping.todoTimeout" },
  },
};

type VaultTroubleProps = { vault: VaultState; onLookAgain: () => void; onNewSafe: () => void; onOpen: () => void };

/** Why passwords can't be had right now, and what to do about it on this system; nothing where they can. */
export function VaultTrouble({ vault, onLookAgain, onNewSafe, onOpen }: VaultTroubleProps) {
  const { t, orElse } = useText();
  const { backend, state, platform, detail } = vault;
  if (state === "ok") return null;
  const { title, todo } = words[backend][state];
  return (
    <Banner
      tone="caution"
      title={t(title)}
      actions={
        <>
          {backend === "passphrase" && state === "locked" ? (
            <Button look="primary" icon={LockKeyholeOpen} onClick={onOpen}>
              {t("ui.keeping.open")}
            </Button>
          ) : (
            <Button icon={RotateCw} onClick={onLookAgain}>
              {t("ui.keeping.lookAgain")}
            </Button>
          )}
          {(backend === "keychain" || state === "missing") && (
            <Button icon={LockKeyhole} onClick={onNewSafe}>
              {t("ui.keeping.useSafe")}
            </Button>
          )}
        </>
      }
    >
      <p>{orElse(`vault.${backend}.${state}.${platform}`, t(todo))}</p>
      {backend === "keychain" && <p>{t("ui.keeping.nothingLost")}</p>}
      {detail !== null && (
        <Disclosure label={t("ui.common.technicalDetail")}>
          <CodeBlock label={t("ui.common.technicalDetail")}>{detail}</CodeBlock>
        </Disclosure>
      )}
    </Banner>
  );
}

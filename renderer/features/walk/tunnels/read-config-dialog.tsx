import { FileSearch } from "lucide-react";
import { useRef, useState } from "react";
import type { ReadConfig, Remark } from "#core/contract/tunnel-calls.ts";
import { useAction } from "../../../connection/use-action.ts";
import { CopyButton } from "../../../files/copy-button.tsx";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { CodeBlock, Heading, Text } from "../../../ui/text.tsx";
import { Notice } from "../step-notices.tsx";

/** As the contract takes. */
const MAX_CHARACTERS = 1_000_000;
const LINES_IN_VIEW = 10;

/** Leads to the check of a configuration that somebody else made. */
export function ReadConfigButton() {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" look="quiet" icon={FileSearch} onClick={() => setIsOpen(true)}>
        {t("uiTunnels.config.button")}
      </Button>
      {isOpen && <ReadConfigDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** Says what a pasted configuration would do. What is pasted is gone with the dialog. */
function ReadConfigDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const announce = useAnnounce();
  const reading = useAction();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [found, setFound] = useState<ReadConfig | null>(null);
  const isMissing = text.trim() === "";

  function change(next: string): void {
    setText(next);
    // It was about another text.
    setFound(null);
  }

  function read(): void {
    setChecked(true);
    if (isMissing) return field.current?.focus();
    reading.run(async (client) => {
      const result = await client.tunnels.readConfig({ text });
      setFound(result);
      announce(t(`uiTunnels.config.kind.${result.kind}`));
    });
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      onSubmit={read}
      title={t("uiTunnels.config.title")}
      description={t("uiTunnels.config.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.close")}</Button>
          <Button type="submit" look="primary" pending={reading.pending}>
            {t("uiTunnels.config.read")}
          </Button>
        </>
      }
    >
      <TextArea
        ref={field}
        label={t("uiTunnels.config.field")}
        value={text}
        onChange={change}
        rows={LINES_IN_VIEW}
        maxLength={MAX_CHARACTERS}
        error={isChecked && isMissing ? t("uiTunnels.config.missing") : null}
      />
      {reading.problem && <ProblemBanner problem={reading.problem} />}
      {found && <Found found={found} />}
    </Dialog>
  );
}

const WEIGHTS: Record<Remark["tone"], number> = { problem: 0, warning: 1, info: 2, good: 3 };

function Found({ found: { kind, remarks, narrowed } }: { found: ReadConfig }) {
  const { t, say } = useText();
  const worstFirst = remarks.toSorted((a, b) => WEIGHTS[a.tone] - WEIGHTS[b.tone]);
  return (
    <Stack>
      <Text weight="strong">{t(`uiTunnels.config.kind.${kind}`)}</Text>
      {worstFirst.map((remark) => (
        <Notice key={say(remark.text)} notice={remark} />
      ))}
      {remarks.length === 0 && kind !== "unknown" && <Text tone="soft">{t("uiTunnels.config.fine")}</Text>}
      {narrowed !== null && (
        <Stack gap="small">
          <Heading level={3}>{t("uiTunnels.config.narrowed")}</Heading>
          <Text size="small" tone="soft">
            {t("uiTunnels.config.narrowedText")}
          </Text>
          <CodeBlock label={t("uiTunnels.config.narrowed")}>{narrowed}</CodeBlock>
          <Inline>
            <CopyButton text={narrowed}>{t("uiTunnels.config.copyNarrowed")}</CopyButton>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
}

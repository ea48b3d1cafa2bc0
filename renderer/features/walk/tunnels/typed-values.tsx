import { useState } from "react";
import type { Message } from "#core/nat/diagnosis.ts";
import { Copy } from "lucide-react";
import { useAction } from "../../../connection/use-action.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { CopyIcon } from "../../../files/copy-button.tsx";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { IconButton } from "../../../ui/button.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Code, Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { useSecretClipboard } from "../../../files/clipboard-context.tsx";
import { isLeftOut } from "./written-files.tsx";

type TypedValue = { label: Message; text: string };

type TypedValuesProps = {
  values: readonly TypedValue[];
  /** The same values with their secrets, for the click that copies one. */
  fetchWhole: (client: FarsiteClient) => Promise<readonly TypedValue[]>;
};

/** What is typed into a router's pages, in their order; keys are never shown, only copied. */
export function TypedValues({ values, fetchWhole }: TypedValuesProps) {
  const { t, say } = useText();
  return (
    <Rows label={t("uiTunnels.files.values")}>
      {values.map(({ label, text }, index) => (
        <Row
          // oxlint-disable-next-line react/no-array-index-key -- several peers have values of the same name; the order is theirs
          key={index}
          title={
            isLeftOut(text) ? (
              <Text as="span" tone="faint">
                {t("uiTunnels.files.masked")}
              </Text>
            ) : (
              <Code>{text}</Code>
            )
          }
          end={
            isLeftOut(text) ? (
              <CopySecret what={say(label)} at={index} fetchWhole={fetchWhole} />
            ) : (
              <CopyIcon text={text} what={say(label)} />
            )
          }
        >
          {say(label)}
        </Row>
      ))}
    </Rows>
  );
}

function CopySecret({ what, at, fetchWhole }: Pick<TypedValuesProps, "fetchWhole"> & { what: string; at: number }) {
  const { t } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const copying = useAction();
  const [failed, setFailed] = useState(false);

  function copy(): void {
    setFailed(false);
    copying.run(async (client) => {
      const text = (await fetchWhole(client))[at]?.text ?? "";
      await clipboard.copy(what, text).then(
        () => toast(t("uiTunnels.files.copiedSecret")),
        () => setFailed(true),
      );
    });
  }

  return (
    <>
      {copying.problem && <ProblemBanner problem={copying.problem} />}
      {failed && (
        <Text size="small" tone="critical">
          {t("ui.common.copyFailed")}
        </Text>
      )}
      <IconButton
        icon={Copy}
        label={t("uiTunnels.files.copyValue", { what })}
        disabled={copying.pending}
        onClick={copy}
      />
    </>
  );
}

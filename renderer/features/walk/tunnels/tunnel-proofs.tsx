import { useCallback, useState } from "react";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { useText } from "../../../i18n/language.tsx";
import { LoadedView } from "../../../problems/loaded-view.tsx";
import { Button } from "../../../ui/button.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { ProofRows } from "../proof-rows.tsx";

type TunnelProofsProps = {
  siteId: string;
  tunnelId: string;
  proofId: string;
  /** Cuts it on purpose; null: this laptop does not hold it, so it can't. */
  onCut: (() => void) | null;
};

/** What the last test through a tunnel found, device by device; read when it is opened. */
export function TunnelProofs(props: TunnelProofsProps) {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Disclosure label={t("uiTunnels.proof.seen")} open={isOpen} onOpenChange={setIsOpen}>
      {isOpen && <Found {...props} />}
    </Disclosure>
  );
}

function Found({ siteId, tunnelId, proofId, onCut }: TunnelProofsProps) {
  const { t } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.proof.get({ siteId, proofId }, { signal }),
    [siteId, proofId],
  );
  const loaded = useLoaded(load);
  return (
    <Stack gap="small">
      <LoadedView loaded={loaded}>
        {(record) => (
          <ProofRows
            results={record.results
              .filter((result) => result.tunnelId === tunnelId)
              .map((result) => ({ record, result }))}
          />
        )}
      </LoadedView>
      {onCut !== null && (
        <Inline>
          <Button size="small" onClick={onCut}>
            {t("uiTunnels.proof.cut")}
          </Button>
          <Text as="span" size="caption" tone="faint">
            {t("uiTunnels.proof.cutText")}
          </Text>
        </Inline>
      )}
    </Stack>
  );
}

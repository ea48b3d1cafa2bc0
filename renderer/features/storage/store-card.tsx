import { Wrench } from "lucide-react";
import { useState } from "react";
import { assertNever } from "#core/never.ts";
import type { StoreStatus } from "#core/contract/team-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Code, CodeBlock, Text } from "../../ui/text.tsx";
import type { Tone } from "../../ui/tone.ts";
import { RepairDialog } from "./repair-dialog.tsx";
import { useStore } from "./store-context.tsx";

const tones: Readonly<Record<StoreStatus["state"], Tone>> = {
  ok: "positive",
  checking: "info",
  "read-only": "critical",
  healed: "info",
};

/** Whether the file with the surveys is sound, and its repair. */
export function StoreCard() {
  const { t } = useText();
  const { status } = useStore();
  const [isRepairing, setIsRepairing] = useState(false);
  return (
    <Card title={t("ui.storage.stateTitle")}>
      <LoadedView loaded={status}>
        {(store) => <State store={store} onRepair={() => setIsRepairing(true)} />}
      </LoadedView>
      {isRepairing && <RepairDialog onClose={() => setIsRepairing(false)} onRepaired={status.reload} />}
    </Card>
  );
}

function State({ store, onRepair }: { store: StoreStatus; onRepair: () => void }) {
  const { t, bytes } = useText();
  const { state, detail, file } = store;
  const isDamaged = state === "read-only";
  const repair = (
    <Button look={isDamaged ? "primary" : "secondary"} icon={Wrench} disabled={state === "checking"} onClick={onRepair}>
      {t("ui.storage.repair")}
    </Button>
  );
  return (
    <>
      <Banner tone={tones[state]} title={t(`ui.storage.state.${state}`)} {...(isDamaged && { actions: repair })}>
        <p>{useStateText(store)}</p>
        {state === "checking" && <ProgressLine label={t("ui.storage.state.checking")} />}
        {detail !== null && (
          <Disclosure label={t("ui.common.technicalDetail")}>
            <CodeBlock label={t("ui.common.technicalDetail")}>{detail}</CodeBlock>
          </Disclosure>
        )}
      </Banner>
      <KeyValues
        items={[
          { name: t("ui.storage.file"), value: <Code>{file}</Code> },
          { name: t("ui.storage.size"), value: bytes(store.bytes) },
        ]}
      />
      {!isDamaged && (
        <Inline>
          {repair}
          <Text as="span" size="small" tone="soft">
            {t("ui.storage.repairNeeded")}
          </Text>
        </Inline>
      )}
    </>
  );
}

function useStateText({ state, healed }: StoreStatus): string {
  const { t } = useText();
  switch (state) {
    case "ok":
      return t("ui.storage.okText");
    case "checking":
      return t("ui.storage.checkingText");
    case "read-only":
      return t("ui.storage.readOnlyText");
    case "healed":
      return t("ui.storage.healedText", { count: healed });
    default:
      return assertNever(state);
  }
}

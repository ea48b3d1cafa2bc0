import { CircleAlert, CircleCheck, Clock, Copy, FileHeart, History, Wrench } from "lucide-react";
import { useState } from "react";
import type { InferContractRouterOutputs } from "@orpc/contract";
import type { Contract } from "#core/contract/contract.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Stack } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { Code, Text } from "../../ui/text.tsx";

type RepairResult = InferContractRouterOutputs<Contract>["store"]["repair"];

/** Repairs the file with the surveys: says what happens, does it, says what came of it. */
export function RepairDialog({ onClose, onRepaired }: { onClose: () => void; onRepaired: () => void }) {
  const { t } = useText();
  const announce = useAnnounce();
  const repairing = useAction();
  const [result, setResult] = useState<RepairResult | null>(null);

  function repair(): void {
    repairing.run(async (client) => {
      setResult(await client.store.repair());
      announce(t("ui.storage.repairedTitle"));
      onRepaired();
    });
  }

  if (result) return <ResultDialog result={result} onClose={onClose} />;
  return (
    <Dialog
      open
      // Closing would not end it, only hide what comes of it.
      onClose={() => !repairing.pending && onClose()}
      title={t("ui.storage.repairTitle")}
      description={t("ui.storage.repairText")}
      footer={
        <>
          <Button disabled={repairing.pending} onClick={onClose}>
            {t("ui.common.cancel")}
          </Button>
          <Button look="primary" icon={Wrench} pending={repairing.pending} onClick={repair}>
            {t("ui.storage.repairRun")}
          </Button>
        </>
      }
    >
      <Facts
        items={[
          { icon: FileHeart, title: t("ui.storage.repairFrom"), body: t("ui.storage.repairFromText") },
          { icon: Copy, title: t("ui.storage.repairKept"), body: t("ui.storage.repairKeptText") },
          { icon: Clock, title: t("ui.storage.repairWait"), body: t("ui.storage.repairWaitText") },
        ]}
      />
      {repairing.pending && (
        <>
          <Text size="small" tone="soft">
            {t("ui.storage.repairing")}
          </Text>
          <ProgressLine label={t("ui.storage.repairing")} />
        </>
      )}
      {repairing.problem && <ProblemBanner problem={repairing.problem} />}
    </Dialog>
  );
}

function ResultDialog({ result, onClose }: { result: RepairResult; onClose: () => void }) {
  const { t } = useText();
  const { sites, revisions, lost, setBack, damagedFile } = result;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.storage.repairedTitle")}
      description={`${t("ui.storage.repaired", { count: sites })}, ${t("ui.storage.repairedRevisions", { count: revisions })}.`}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.transfer.finish")}
        </Button>
      }
    >
      {lost === 0 && setBack.length === 0 ? (
        <Reasons items={[{ key: "none", icon: CircleCheck, tone: "positive", text: t("ui.storage.lostNone") }]} />
      ) : (
        <Facts
          items={[
            ...(lost > 0
              ? [{ icon: CircleAlert, title: t("ui.storage.lost", { count: lost }), body: t("ui.storage.lostText") }]
              : []),
            ...(setBack.length > 0
              ? [
                  {
                    icon: History,
                    title: t("ui.storage.setBack", { count: setBack.length }),
                    body: t("ui.storage.setBackText"),
                    list: setBack,
                  },
                ]
              : []),
          ]}
        />
      )}
      <Stack gap="tight">
        <Text size="small" tone="soft">
          {t("ui.storage.damagedFile")}
        </Text>
        <Text size="small">
          <Code>{damagedFile}</Code>
        </Text>
      </Stack>
    </Dialog>
  );
}

import { LifeBuoy, Network } from "lucide-react";
import { useState } from "react";
import type { Rescue } from "#core/contract/contract.ts";
import type { Device } from "#core/lan/device.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Inline } from "../../ui/layout.tsx";
import { CodeBlock, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { useEndsByItself, useRescues } from "./rescue-context.tsx";
import { useOutOfReach } from "./use-out-of-reach.ts";

/** For a device that is in another network than the laptop: how to reach it for a while. */
export function RescueCard({ device }: { device: Device }) {
  const { t } = useText();
  const toast = useToast();
  const planning = useAction();
  const beginning = useAction();
  const { setStanding } = useRescues();
  const endsByItself = useEndsByItself();
  const outOfReach = useOutOfReach(device);
  const [plan, setPlan] = useState<Rescue | null>(null);
  const target = device.addresses.find(({ inOwnNetwork }) => inOwnNetwork === false);
  if (target === undefined) return null;
  if (!outOfReach) return <Card title={t("ui.rescue.title")} hint={t("ui.rescue.reachable")} />;

  function ask(): void {
    planning.run(async (client) =>
      setPlan(
        await client.rescue.plan({
          deviceAddress: target?.address ?? "",
          interfaceName: target?.interfaceName ?? null,
        }),
      ),
    );
  }

  function begin(rescue: Rescue): void {
    beginning.run(async (client) => {
      setStanding(await client.rescue.begin(rescue));
      setPlan(null);
      toast(t("ui.rescue.begun"));
    });
  }

  return (
    <Card title={t("ui.rescue.title")} hint={t("ui.rescue.text")}>
      {planning.problem && <ProblemBanner problem={planning.problem} />}
      <Inline>
        <Button icon={LifeBuoy} pending={planning.pending} onClick={ask}>
          {t("ui.rescue.show")}
        </Button>
      </Inline>
      {plan && (
        <Dialog
          open
          wide
          onClose={() => setPlan(null)}
          title={t("ui.rescue.askTitle")}
          description={t("ui.rescue.askText", { address: plan.address, adapter: plan.interfaceName })}
          footer={
            <>
              <Button size="large" onClick={() => setPlan(null)}>
                {t("ui.common.cancel")}
              </Button>
              <Button
                look="primary"
                size="large"
                icon={Network}
                pending={beginning.pending}
                onClick={() => begin(plan)}
              >
                {t("ui.rescue.begin")}
              </Button>
            </>
          }
        >
          <Text size="small" weight="strong">
            {t("ui.rescue.command")}
          </Text>
          <CodeBlock label={t("ui.rescue.command")}>{plan.command}</CodeBlock>
          <Text size="small" weight="strong">
            {t("ui.rescue.undoCommand")}
          </Text>
          <CodeBlock label={t("ui.rescue.undoCommand")}>{plan.undoCommand}</CodeBlock>
          <Text size="small" tone="soft">
            {t("ui.rescue.undone")}
            {endsByItself && ` ${t("ui.rescue.endsByItself")}`}
          </Text>
          {beginning.problem && <ProblemBanner problem={beginning.problem} />}
        </Dialog>
      )}
    </Card>
  );
}

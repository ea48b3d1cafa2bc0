import { Undo2 } from "lucide-react";
import type { Rescue } from "#core/contract/contract.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Code } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { useEndsByItself, useRescues } from "./rescue-context.tsx";

/** Stands above every page while the laptop has an address that is not its own. */
export function RescueBanners() {
  const { standing } = useRescues();
  if (standing.length === 0) return null;
  return (
    <Stack>
      {standing.map((rescue) => (
        <RescueBanner key={`${rescue.interfaceName} ${rescue.address}`} rescue={rescue} />
      ))}
    </Stack>
  );
}

function RescueBanner({ rescue }: { rescue: Rescue }) {
  const { t } = useText();
  const toast = useToast();
  const ending = useAction();
  const { setStanding } = useRescues();
  const endsByItself = useEndsByItself();

  function end(): void {
    ending.run(async (client) => {
      setStanding(await client.rescue.end(rescue));
      toast(t("ui.rescue.ended"));
    });
  }

  return (
    <Banner
      tone="info"
      title={t("ui.rescue.standing")}
      aside={
        <Button icon={Undo2} pending={ending.pending} onClick={end}>
          {t("ui.rescue.end")}
        </Button>
      }
    >
      <p>
        <Code>{`${rescue.address}/${rescue.prefixLength}`}</Code> · <bdi>{rescue.interfaceName}</bdi> ·{" "}
        {t("ui.rescue.standingText")}
        {endsByItself && ` ${t("ui.rescue.endsByItself")}`}
      </p>
      {ending.problem && <ProblemBanner problem={ending.problem} />}
    </Banner>
  );
}

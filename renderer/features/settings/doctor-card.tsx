import { CircleAlert, CircleCheck, Copy, Stethoscope, TriangleAlert, type LucideIcon } from "lucide-react";
import { useState } from "react";
import type { DoctorItem } from "#core/contract/contract.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Inset, Inline } from "../../ui/layout.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Tone } from "../../ui/tone.ts";
import { copyText } from "../../files/copy-text.ts";

const looks: Record<DoctorItem["state"], { tone: Tone; icon: LucideIcon }> = {
  ok: { tone: "positive", icon: CircleCheck },
  warning: { tone: "caution", icon: TriangleAlert },
  problem: { tone: "critical", icon: CircleAlert },
};

/** Whether this computer has all that Farsite needs. */
export function DoctorCard() {
  const { t, orElse } = useText();
  const announce = useAnnounce();
  const toast = useToast();
  const running = useAction();
  const [items, setItems] = useState<readonly DoctorItem[] | null>(null);

  function runDoctor(): void {
    running.run(async (client) => {
      const found = await client.app.doctor();
      setItems(found);
      const notWell = found.filter((item) => item.state !== "ok").length;
      announce(notWell === 0 ? t("ui.doctor.allWell") : t("ui.doctor.notWell", { count: notWell }));
    });
  }

  function copy(): void {
    const lines = (items ?? []).map((item) => `${item.state}\t${item.id}\t${item.detail}`);
    copyText(lines.join("\n")).then(
      () => toast(t("ui.common.copied")),
      () => toast(t("ui.common.copyFailed")),
    );
  }

  return (
    <Card title={t("ui.doctor.title")} hint={t("ui.doctor.hint")} flush>
      <Inset>
        <Inline>
          <Button icon={Stethoscope} pending={running.pending} onClick={runDoctor}>
            {t(items === null ? "ui.doctor.run" : "ui.doctor.runAgain")}
          </Button>
          {items && (
            <Button look="quiet" icon={Copy} onClick={copy}>
              {t("ui.common.copy")}
            </Button>
          )}
        </Inline>
        {running.problem && <ProblemBanner problem={running.problem} onRetry={runDoctor} />}
      </Inset>
      {items && (
        <Rows label={t("ui.doctor.results")}>
          {items.map((item) => {
            const look = looks[item.state];
            return (
              <Row
                key={item.id}
                start={<Icon of={look.icon} tone={look.tone} />}
                title={t(`doctor.item.${item.id}`)}
                end={<Badge tone={look.tone}>{t(`doctor.state.${item.state}`)}</Badge>}
              >
                <p>{item.detail}</p>
                {item.whatToDo !== null && <p>{orElse(item.whatToDo, item.whatToDo)}</p>}
              </Row>
            );
          })}
        </Rows>
      )}
    </Card>
  );
}

import { CircleAlert, Info, Lightbulb, TriangleAlert, type LucideIcon } from "lucide-react";
import type { Finding } from "#core/nat/diagnosis.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import type { Tone } from "../../ui/tone.ts";

const looks: Record<Finding["severity"], { tone: Tone; icon: LucideIcon }> = {
  problem: { tone: "critical", icon: CircleAlert },
  warning: { tone: "caution", icon: TriangleAlert },
  advice: { tone: "accent", icon: Lightbulb },
  info: { tone: "info", icon: Info },
};

const ORDER: readonly Finding["severity"][] = ["problem", "warning", "advice", "info"];

/** What stands out at this site and what to do about it, the gravest first. */
export function FindingsCard({ findings }: { findings: readonly Finding[] }) {
  const { t, say } = useText();
  if (findings.length === 0) return <Card title={t("ui.findings.title")} hint={t("ui.findings.none")} />;
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <Card title={t("ui.findings.title")} flush>
      <Rows label={t("ui.findings.title")}>
        {sorted.map((finding) => {
          const look = looks[finding.severity];
          return (
            <Row
              key={finding.code}
              start={<Icon of={look.icon} tone={look.tone} />}
              title={say(finding.title)}
              end={<Badge tone={look.tone}>{t(`ui.findings.severity.${finding.severity}`)}</Badge>}
            >
              {finding.whatToDo !== null && <p>{say(finding.whatToDo)}</p>}
            </Row>
          );
        })}
      </Rows>
    </Card>
  );
}

import { CircleAlert, Info, Lightbulb, TriangleAlert, type LucideIcon } from "lucide-react";
import type { Finding } from "#core/nat/diagnosis.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Group, Row, Rows } from "../../ui/rows.tsx";
import type { Tone } from "../../ui/tone.ts";
import { ShowEvidenceButton } from "./show-evidence-button.tsx";

const looks: Record<Finding["severity"], { tone: Tone; icon: LucideIcon }> = {
  problem: { tone: "critical", icon: CircleAlert },
  warning: { tone: "caution", icon: TriangleAlert },
  advice: { tone: "accent", icon: Lightbulb },
  info: { tone: "info", icon: Info },
};

const ORDER: readonly Finding["severity"][] = ["problem", "warning", "advice", "info"];

type FindingsCardProps = {
  findings: readonly Finding[];
  onShowEvidence: (observationIds: readonly string[]) => void;
};

/** What stands out at this site and what to do about it, the gravest first. */
export function FindingsCard({ findings, onShowEvidence }: FindingsCardProps) {
  const { t, say } = useText();
  if (findings.length === 0) return <Card title={t("ui.findings.title")} hint={t("ui.findings.none")} />;
  const groups = ORDER.map((severity) => ({
    severity,
    members: findings.filter((finding) => finding.severity === severity),
  })).filter(({ members }) => members.length > 0);
  return (
    <Card title={t("ui.findings.title")} flush>
      {groups.map(({ severity, members }) => {
        const look = looks[severity];
        const name = t(`ui.findings.group.${severity}`, { count: members.length });
        return (
          <Group key={severity} title={name} tone={look.tone}>
            <Rows label={name}>
              {members.map((finding) => (
                <Row
                  key={finding.code}
                  start={<Icon of={look.icon} tone={look.tone} />}
                  title={say(finding.title)}
                  below={
                    finding.observationIds.length > 0 && (
                      <ShowEvidenceButton
                        ids={finding.observationIds}
                        about={say(finding.title)}
                        onShow={onShowEvidence}
                      />
                    )
                  }
                >
                  {finding.whatToDo !== null && <p>{say(finding.whatToDo)}</p>}
                </Row>
              ))}
            </Rows>
          </Group>
        );
      })}
    </Card>
  );
}

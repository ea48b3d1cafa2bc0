import { Globe, Minus, Plus, Search } from "lucide-react";
import type { ReactNode } from "react";
import type { Diagnosis, Evidence } from "#core/nat/diagnosis.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { LeadCard } from "../../ui/card.tsx";
import { Inline, Split, Stack } from "../../ui/layout.tsx";
import { ConfidenceMeter } from "../../ui/meter.tsx";
import { Note } from "../../ui/note.tsx";
import { Reasons, type Reason } from "../../ui/reasons.tsx";
import { Heading, Text } from "../../ui/text.tsx";
import { ipv6Line } from "#core/nat/nat-map-text.ts";
import { confidenceSteps } from "#core/nat/confidence-word.ts";
import { confidenceWords } from "./confidence.ts";
import { ShowEvidenceButton } from "./show-evidence-button.tsx";
import { verdictLook } from "../../verdict/verdict-look.ts";

type VerdictCardProps = {
  diagnosis: Diagnosis;
  /** The check is still going on: the verdict is what the evidence gives so far. */
  soFar: boolean;
  /** The check was cut off: nothing more comes, and the verdict may lack evidence. */
  incomplete: boolean;
  /** What the person can do about what is open; below the sentence that names it. */
  settle?: ReactNode;
  /** Where to go on from a check that is kept. */
  next?: ReactNode;
  onShowEvidence: (observationIds: readonly string[]) => void;
};

/** The answer, how sure it is, what speaks for and against it, and what would settle the rest. */
export function VerdictCard({ diagnosis, soFar, incomplete, settle, next, onShowEvidence }: VerdictCardProps) {
  const text = useText();
  const { t, say } = text;
  const { verdict } = diagnosis;
  const look = verdictLook[verdict.kind];
  return (
    <LeadCard tone={look.tone} label={t("ui.verdict.label")}>
      <Split
        main={
          <>
            <Stack gap="small">
              <Inline gap="small">
                <Badge tone={look.tone} icon={look.icon}>
                  {t(`verdict.name.${verdict.kind}`)}
                </Badge>
                {incomplete && <Badge tone="caution">{t("ui.verdict.incomplete")}</Badge>}
                {soFar && (
                  <Text as="span" size="small" tone="faint">
                    {t("ui.verdict.soFar")}
                  </Text>
                )}
              </Inline>
              <Heading level={2} size="verdict">
                {say(verdict.sentence)}
              </Heading>
            </Stack>
            <ConfidenceMeter
              label={t("ui.verdict.confidenceLabel")}
              filled={confidenceSteps(verdict)}
              tone={look.tone}
              words={confidenceWords(verdict, text)}
            />
            {!soFar && (
              <Stack gap="small">
                <InboundNote diagnosis={diagnosis} />
                <Ipv6Note diagnosis={diagnosis} />
              </Stack>
            )}
            {next}
          </>
        }
        side={
          !soFar && (
            <Stack gap="medium">
              <EvidenceFor diagnosis={diagnosis} onShowEvidence={onShowEvidence} />
              {verdict.settledBy !== null && (
                <Stack gap="tight">
                  <Heading level={3} size="caption">
                    {t(verdict.kind === "unknown" ? "ui.verdict.settledBy" : "ui.verdict.nextStep")}
                  </Heading>
                  <Reasons items={[{ key: "settle", icon: Search, tone: "accent", text: say(verdict.settledBy) }]} />
                  {settle}
                </Stack>
              )}
            </Stack>
          )
        }
      />
    </LeadCard>
  );
}

/**
 * Seen from inside and proven from outside are different things; people mix them up. Where the line lets nothing in anyway,
 * that it was not tested goes without saying.
 */
function InboundNote({ diagnosis: { inbound, verdict } }: { diagnosis: Diagnosis }) {
  const { t } = useText();
  if (inbound === "untested" && (verdict.kind === "offline" || verdict.kind === "cgnat")) return null;
  const tone = inbound === "proven" ? "positive" : inbound === "blocked" ? "critical" : "neutral";
  return (
    <Note icon={Globe} tone={tone} title={t(`inbound.${inbound}`)}>
      {inbound === "untested" && t("ui.verdict.inboundUntestedText")}
    </Note>
  );
}

/** The verdict is about IPv4; IPv6 may well let a call in where IPv4 can't. */
function Ipv6Note({ diagnosis: { ipv6 } }: { diagnosis: Diagnosis }) {
  const { say } = useText();
  const line = ipv6Line(ipv6);
  if (line === null) return null;
  return (
    <Text size="small" tone="soft">
      {say(line)}
    </Text>
  );
}

function EvidenceFor({ diagnosis, onShowEvidence }: Pick<VerdictCardProps, "diagnosis" | "onShowEvidence">) {
  const { t, say } = useText();
  const { verdict } = diagnosis;
  const reason = (look: Pick<Reason, "icon" | "tone">) => (evidence: Evidence) => ({
    key: evidence.key,
    ...look,
    text: say(evidence),
    action: evidence.observationIds.length > 0 && (
      <ShowEvidenceButton ids={evidence.observationIds} about={say(evidence)} onShow={onShowEvidence} />
    ),
  });
  return (
    <>
      {verdict.for.length > 0 && (
        <Stack gap="tight">
          <Heading level={3} size="caption">
            {t("ui.verdict.for")}
          </Heading>
          <Reasons items={verdict.for.map(reason({ icon: Plus, tone: "positive" }))} />
        </Stack>
      )}
      {verdict.against.length > 0 && (
        <Stack gap="tight">
          <Heading level={3} size="caption">
            {t(verdict.kind === "unknown" ? "ui.verdict.missing" : "ui.verdict.against")}
          </Heading>
          <Reasons items={verdict.against.map(reason({ icon: Minus, tone: "caution" }))} />
        </Stack>
      )}
    </>
  );
}

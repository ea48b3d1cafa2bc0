import type { AdviceReason } from "#core/advice/advice.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { LucideIcon } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { TextLink } from "../../ui/button.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { Heading } from "../../ui/text.tsx";
import type { Tone } from "../../ui/tone.ts";
import { sourceIcon } from "./route-look.ts";

/** Where the answers are that reasons rest on. */
export type Evidence = { siteId: string; checkId: string | null; scanId: string | null };

/** Reasons under a heading, each with who says so and the way to the answers behind it. */
export function ReasonList({
  title,
  reasons,
  tone = "neutral",
  icon,
  evidence,
}: {
  title: string;
  reasons: readonly AdviceReason[];
  tone?: Tone;
  /** Instead of the source's. */
  icon?: LucideIcon;
  evidence: Evidence;
}) {
  const { t, say } = useText();
  if (reasons.length === 0) return null;
  return (
    <Stack gap="tight">
      <Heading level={3}>{title}</Heading>
      <Reasons
        label={title}
        items={reasons.map((reason) => {
          const source = t(`advice.source.${reason.source}`);
          const sentence = say(reason);
          return {
            key: sentence,
            icon: icon ?? sourceIcon[reason.source],
            tone,
            text: sentence,
            detail: reason.origin === null ? source : t("ui.routes.from", { source, origin: reason.origin }),
            action: <EvidenceLink reason={reason} evidence={evidence} />,
          };
        })}
      />
    </Stack>
  );
}

function EvidenceLink({ reason, evidence: { siteId, checkId, scanId } }: { reason: AdviceReason; evidence: Evidence }) {
  const { t } = useText();
  if (reason.observationIds.length > 0 && checkId !== null)
    return <TextLink href={hrefOf({ page: "record", siteId, checkId })}>{t("ui.routes.showCheck")}</TextLink>;
  if (reason.source === "devices" && scanId !== null)
    return <TextLink href={hrefOf({ page: "scan", siteId, scanId })}>{t("ui.routes.devicesToo")}</TextLink>;
  return null;
}

/** Plain sentences under a heading: what to do first, what to have ready. */
export function MessageList({
  title,
  messages,
  icon,
  tone = "neutral",
}: {
  title: string;
  messages: readonly Message[];
  icon: LucideIcon;
  tone?: Tone;
}) {
  const { say } = useText();
  if (messages.length === 0) return null;
  return (
    <Stack gap="tight">
      <Heading level={3}>{title}</Heading>
      <Reasons
        label={title}
        items={messages.map((message) => {
          const sentence = say(message);
          return { key: sentence, icon, tone, text: sentence };
        })}
      />
    </Stack>
  );
}

import { CircleDashed, GitMerge, ShieldCheck, type LucideIcon } from "lucide-react";
import type { RevisionAuthor } from "#core/contract/survey-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";

const icons: Record<RevisionAuthor["signature"], LucideIcon> = {
  valid: ShieldCheck,
  missing: CircleDashed,
  "by-rule": GitMerge,
};

/** How sure it is who wrote a revision: quiet, since it almost always is. */
export function SignatureMark({ signature }: { signature: RevisionAuthor["signature"] }) {
  const { t } = useText();
  return (
    <Inline gap="tight">
      <Icon of={icons[signature]} size="small" tone="neutral" />
      <Text as="span" size="caption" tone="faint">
        {t(`ui.history.signature.${signature}`)}
      </Text>
    </Inline>
  );
}

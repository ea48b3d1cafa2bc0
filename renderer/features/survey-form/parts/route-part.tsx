import { now } from "../../../survey/now.ts";
import { useOwnName } from "../../../host-state/use-laptops.ts";
import { useText } from "../../../i18n/language.tsx";
import { Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { useEditing } from "../../../survey/edits-context.tsx";
import type { Hidden } from "../../../survey/survey-progress.ts";
import { SectionPart } from "./section-part.tsx";

/** Which way was chosen and why; who chose and when is noted by itself. */
export function RoutePart({ hidden }: { hidden: Hidden }) {
  const { t, dateTime } = useText();
  const { document } = useEditing();
  const ownName = useOwnName();
  const { decidedAt, decidedBy } = document.route;
  return (
    <Stack gap="large">
      <SectionPart
        section="route"
        hidden={hidden}
        also={(field, value) => {
          if (field !== "chosen") return [];
          if (value == null) return [{ op: "set", section: "route", field: "decidedAt" }];
          return [
            { op: "set", section: "route", field: "decidedAt", value: now() },
            ...(decidedBy === undefined && ownName !== null
              ? [{ op: "set" as const, section: "route" as const, field: "decidedBy", value: ownName }]
              : []),
          ];
        }}
      />
      {decidedAt != null && (
        <Text size="small" tone="soft">
          {t("ui.survey.decidedOn", { when: dateTime(decidedAt) })}
        </Text>
      )}
    </Stack>
  );
}

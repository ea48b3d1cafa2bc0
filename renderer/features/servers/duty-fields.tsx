import type { ReactNode } from "react";
import { useText } from "../../i18n/language.tsx";
import { CheckList } from "../../ui/check-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Stack } from "../../ui/layout.tsx";
import { RadioList } from "../../ui/radio-list.tsx";
import { TickField } from "../../ui/tick-field.tsx";
import { doesNothing, type Duties, type Duty } from "./server-draft.ts";

const DUTIES = ["wireguard", "relay", "turn", "media"] as const satisfies readonly Duty[];

type DutyFieldsProps = {
  value: Duties;
  onChange: (changes: Partial<Duties>) => void;
  checked: boolean;
  /** What else there is to choose, one click away. */
  children?: ReactNode;
};

/** What a server shall do. */
export function DutyFields({ value, onChange, checked, children }: DutyFieldsProps) {
  const { t } = useText();
  return (
    <>
      <CheckList
        label={t("ui.servers.fields.does")}
        items={DUTIES.map((duty) => ({
          value: duty,
          label: t(`ui.servers.fields.${duty}`),
          hint: t(`ui.servers.fields.${duty}Hint`),
        }))}
        chosen={new Set(value.does)}
        onChange={(chosen) => onChange({ does: DUTIES.filter((duty) => chosen.has(duty)) })}
        error={checked && doesNothing(value) ? t("ui.servers.fields.doesMissing") : null}
      />
      <Disclosure label={t("ui.servers.fields.more")}>
        <Stack>
          {value.does.includes("media") && (
            <RadioList
              label={t("ui.servers.fields.engine")}
              items={[
                { value: "mediamtx", label: t("ui.servers.fields.mediamtx") },
                { value: "go2rtc", label: t("ui.servers.fields.go2rtc") },
              ]}
              value={value.engine}
              onChange={(engine) => onChange({ engine })}
            />
          )}
          <TickField
            label={t("ui.servers.fields.frp")}
            hint={t("ui.servers.fields.frpHint")}
            checked={value.frp}
            onChange={(frp) => onChange({ frp })}
          />
          {children}
        </Stack>
      </Disclosure>
    </>
  );
}

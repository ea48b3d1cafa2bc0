import { useText } from "../../i18n/language.tsx";
import { TextField } from "../../ui/field.tsx";
import { placeTroubles, type PlaceDraft } from "./server-draft.ts";

type PlaceFieldsProps = { value: PlaceDraft; onChange: (changes: Partial<PlaceDraft>) => void; checked: boolean };

/** What a server is called and where it is. */
export function PlaceFields({ value, onChange, checked }: PlaceFieldsProps) {
  const { t } = useText();
  const troubles = placeTroubles(value);
  return (
    <>
      <TextField
        label={t("ui.servers.fields.name")}
        hint={t("ui.servers.fields.nameHint")}
        value={value.name}
        maxLength={200}
        autoComplete="off"
        onChange={(name) => onChange({ name })}
        error={checked && troubles.name ? t("ui.servers.fields.nameMissing") : null}
      />
      <TextField
        label={t("ui.servers.fields.host")}
        hint={t("ui.servers.fields.hostHint")}
        technical
        value={value.host}
        maxLength={300}
        autoComplete="off"
        onChange={(host) => onChange({ host })}
        error={checked && troubles.host !== null ? t(`ui.servers.fields.${troubles.host}`) : null}
      />
      <TextField
        label={t("ui.servers.fields.region")}
        hint={t("ui.servers.fields.regionHint")}
        value={value.region}
        maxLength={200}
        autoComplete="off"
        onChange={(region) => onChange({ region })}
      />
    </>
  );
}

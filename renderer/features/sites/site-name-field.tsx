import { useText } from "../../i18n/language.tsx";
import { TextField } from "../../ui/field.tsx";

/** As many characters as the survey takes. */
const MAX_NAME_LENGTH = 200;

type SiteNameFieldProps = {
  value: string;
  onChange: (name: string) => void;
  /** It was sent without one. */
  isMissing: boolean;
};

/** What a site is called; the one thing that every survey has. */
export function SiteNameField({ value, onChange, isMissing }: SiteNameFieldProps) {
  const { t } = useText();
  return (
    <TextField
      label={t("ui.sites.name")}
      hint={t("ui.sites.nameHint")}
      value={value}
      maxLength={MAX_NAME_LENGTH}
      onChange={onChange}
      error={isMissing ? t("ui.sites.nameMissing") : null}
    />
  );
}

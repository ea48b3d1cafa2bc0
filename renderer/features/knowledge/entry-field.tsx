import { useText } from "../../i18n/language.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { assertNever } from "#core/never.ts";
import type { Complaint } from "./entry-draft.ts";
import type { FormField } from "./form-fields.ts";
import { countryName, type Known } from "./known.ts";

/** The schemas' own limits, so that a field stops where an entry would be refused. */
const MAX_WORDS_LENGTH = 600;
const MAX_LINES_LENGTH = 5_000;
const MAX_ADDRESS_LENGTH = 500;

type EntryFieldProps = {
  field: FormField;
  value: string;
  onChange: (value: string) => void;
  complaint: Complaint | null;
  all: readonly Known[];
  /** The route that a price is for: only its products can be meant. */
  route: string | null;
};

/** One field of an entry, as what stands in it asks for. */
export function EntryField({ field, value, onChange, complaint, all, route }: EntryFieldProps) {
  const { t, locale } = useText();
  const common = {
    label: t(field.label),
    ...(field.hint !== undefined && { hint: t(field.hint) }),
    value,
    onChange,
    error: complaint === null ? null : t(`ui.knowledge.complaint.${complaint}`),
    autoComplete: "off",
  };
  switch (field.as) {
    case "line":
      return <TextField {...common} maxLength={field.maxLength} />;
    case "label":
      return <TextField {...common} maxLength={120} />;
    case "menu":
      return <TextField {...common} maxLength={MAX_WORDS_LENGTH} />;
    case "web":
      return <TextField {...common} technical maxLength={MAX_ADDRESS_LENGTH} />;
    case "amount":
      return <TextField {...common} technical maxLength={10} />;
    case "currency":
      return <TextField {...common} technical maxLength={3} />;
    case "country": {
      const isCode = /^[a-z]{2}$/i.test(value.trim());
      const named = isCode ? countryName(value.trim().toUpperCase(), locale) : common.hint;
      return <TextField {...common} hint={named} technical maxLength={2} />;
    }
    case "words":
      return <TextArea {...common} maxLength={MAX_WORDS_LENGTH} />;
    case "words-list":
    case "lines":
      return <TextArea {...common} maxLength={MAX_LINES_LENGTH} />;
    case "date":
      return <DateField {...common} />;
    case "choice": {
      const open = field.mayBeOpen ? [{ value: "", label: t("ui.knowledge.form.open") }] : [];
      const options = [...open, ...field.options.map((option) => ({ ...option, label: t(option.label) }))];
      return <Select label={common.label} options={options} value={value} onChange={onChange} />;
    }
    case "product": {
      const products = all.flatMap((known) =>
        known.kind === "products" && known.entry.route === route
          ? [{ value: known.entry.id, label: known.entry.name }]
          : [],
      );
      const options = [{ value: "", label: t("ui.knowledge.form.noProduct") }, ...products];
      return <Select label={common.label} options={options} value={value} onChange={onChange} />;
    }
    default:
      return assertNever(field);
  }
}

import type { Ref } from "react";
import { useText } from "../../i18n/language.tsx";
import { TextField } from "../../ui/field.tsx";
import { Narrow, Toolbar } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { SORT_KEYS, type Sort, type SortKey } from "./list-view.ts";

type ListSearchProps = {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (search: string) => void;
  /** From the field into the list. */
  onDown: () => void;
  sort: Sort;
  onSort: (by: SortKey, descending: boolean) => void;
};

export function ListSearch({ ref, value, onChange, onDown, sort, onSort }: ListSearchProps) {
  const { t } = useText();
  return (
    <Toolbar
      main={
        <TextField
          ref={ref}
          label={t("ui.devices.search")}
          placeholder={t("ui.devices.searchHint")}
          value={value}
          onChange={onChange}
          technical
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" || event.key === "Enter") {
              event.preventDefault();
              onDown();
            } else if (event.key === "Escape" && value !== "") {
              event.preventDefault();
              onChange("");
            }
          }}
        />
      }
    >
      <Narrow>
        <Select
          label={t("ui.devices.sortLabel")}
          value={sort.by}
          onChange={(by) => onSort(by, false)}
          options={SORT_KEYS.map((by) => ({ value: by, label: t(`ui.devices.sort.${by}`) }))}
        />
      </Narrow>
    </Toolbar>
  );
}

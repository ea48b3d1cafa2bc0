import { useMemo } from "react";
import { useText } from "../../i18n/language.tsx";
import { Chip, Chips } from "../../ui/chips.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { useLowWindow } from "../../ui/low-window.ts";
import { markLook, roleIcon, severityLook } from "./device-look.ts";
import { filterChoices, OTHER_NETWORK, toggled, type Filters } from "./list-view.ts";
import type { ListedDevice } from "./listed-device.ts";

type ListFiltersProps = { rows: readonly ListedDevice[]; filters: Filters; onChange: (filters: Filters) => void };

/** Where the window is low, the chips would take the list's place: there they are one click away. */
export function ListFilters(props: ListFiltersProps) {
  const { t } = useText();
  const isLow = useLowWindow();
  const { roles, severities, marks, networks } = props.filters;
  const count = roles.length + severities.length + marks.length + networks.length;
  if (!isLow) return <FilterChips {...props} />;
  return (
    <Disclosure label={count > 0 ? t("ui.devices.filtersOn", { count }) : t("ui.devices.filters")}>
      <FilterChips {...props} />
    </Disclosure>
  );
}

/** What the list can be narrowed down to; a kind of which there is only one tells nothing apart and is left out. */
function FilterChips({ rows, filters, onChange }: ListFiltersProps) {
  const { t } = useText();
  const choices = useMemo(() => filterChoices(rows), [rows]);
  const networks = choices.networks.length > 1 ? choices.networks : [];
  const roles = choices.roles.length > 1 ? choices.roles : [];
  return (
    <Chips label={t("ui.devices.filters")}>
      {roles.length > 0 && (
        <Chips.Kind label={t("ui.devices.filter.role")}>
          {roles.map(({ value, count }) => (
            <Chip
              key={value}
              icon={roleIcon[value]}
              count={count}
              pressed={filters.roles.includes(value)}
              onChange={() => onChange(toggled(filters, "roles", value))}
            >
              {t(`ui.devices.roles.${value}`)}
            </Chip>
          ))}
        </Chips.Kind>
      )}
      {choices.severities.length > 0 && (
        <Chips.Kind label={t("ui.devices.filter.severity")}>
          {choices.severities.map(({ value, count }) => (
            <Chip
              key={value}
              icon={severityLook[value].icon}
              count={count}
              pressed={filters.severities.includes(value)}
              onChange={() => onChange(toggled(filters, "severities", value))}
            >
              {t(`ui.devices.severity.${value}`)}
            </Chip>
          ))}
        </Chips.Kind>
      )}
      {choices.marks.length > 0 && (
        <Chips.Kind label={t("ui.devices.filter.state")}>
          {choices.marks.map(({ value, count }) => (
            <Chip
              key={value}
              icon={markLook[value].icon}
              count={count}
              pressed={filters.marks.includes(value)}
              onChange={() => onChange(toggled(filters, "marks", value))}
            >
              {t(`ui.devices.mark.${value}`)}
            </Chip>
          ))}
        </Chips.Kind>
      )}
      {networks.length > 0 && (
        <Chips.Kind label={t("ui.devices.filter.network")}>
          {networks.map(({ value, count }) => (
            <Chip
              key={value}
              count={count}
              pressed={filters.networks.includes(value)}
              onChange={() => onChange(toggled(filters, "networks", value))}
            >
              {value === OTHER_NETWORK ? t("ui.devices.filter.otherNetwork") : value}
            </Chip>
          ))}
        </Chips.Kind>
      )}
    </Chips>
  );
}

import { ArrowDownWideNarrow, ListX } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from "react";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { focusedGridRow, focusGridRow, GridList } from "../../ui/grid-list.tsx";
import { Inline, Inset, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { DeviceRow } from "./device-row.tsx";
import { ListFilters } from "./list-filters.tsx";
import { ListSearch } from "./list-search.tsx";
import {
  hasFilters,
  inOrder,
  matchesFilters,
  noFilters,
  ROWS_AT_ONCE,
  searched,
  sorted,
  type ListView,
  type SortKey,
} from "./list-view.ts";
import type { ListedDevice } from "./listed-device.ts";
import type { ShownScan } from "./shown-scan.ts";
import { useListedDevices } from "./use-listed-devices.ts";
import { useListView } from "./use-list-view.ts";
import { useListPlace } from "./use-list-place.ts";

/** From this many on, looking for one by eye takes longer than narrowing the list down. */
const FILTERS_FROM = 8;

const COLUMNS = ["name", "address", "firmware", "findings"] as const satisfies readonly SortKey[];

/** All devices of a scan: searched, filtered and sorted here, opened one by one. */
export function DeviceList({ scan }: { scan: ShownScan }) {
  const text = useText();
  const { t } = text;
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [view, change] = useListView(scan);
  const compareText = useCompareText();
  const rows = useListedDevices(scan);
  const ordered = useMemo(
    () => inOrder(rows, { sort: view.sort, order: view.order }, compareText),
    [rows, view.sort, view.order, compareText],
  );
  const shown = useMemo(
    () =>
      searched(
        ordered.filter((row) => matchesFilters(row, view.filters)),
        view.search,
      ),
    [ordered, view.filters, view.search],
  );
  const drawn = shown.slice(0, view.limit);
  const active = drawn.some(({ place }) => place === view.active) ? view.active : (drawn[0]?.place ?? null);

  useSortWhenDone({ running: scan.running, grid, order: view.order, change });
  useListPlace({ grid, search, view, change });

  function sortBy(by: SortKey, descending: boolean): void {
    const sort = { by, descending };
    // While the scan runs the order is made once, and what is found after that comes last.
    const order = scan.running ? sorted(rows, sort, compareText).map(({ place }) => place) : "sorted";
    change({ sort, order });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target = rowToGoTo(event.key, drawn, focusedGridRow());
    if (event.key === "Escape" || target === "search") {
      event.preventDefault();
      search.current?.focus();
    } else if (target !== null && focusGridRow(grid.current, `${target}`)) {
      event.preventDefault();
      change({ active: target });
    }
  }

  const isNarrowed = hasFilters(view.filters) || view.search.trim() !== "";
  const withFilters = rows.length >= FILTERS_FROM || isNarrowed;
  return (
    <Card
      title={
        isNarrowed
          ? t("ui.devices.countOf", { shown: shown.length, count: rows.length })
          : t("ui.devices.count", { count: rows.length })
      }
      {...(drawn.length < shown.length && { hint: t("ui.devices.firstOnly", { count: drawn.length }) })}
      flush
      actions={
        <Inline>
          {view.order !== "sorted" && !scan.running && (
            <Button size="small" look="quiet" icon={ArrowDownWideNarrow} onClick={() => change({ order: "sorted" })}>
              {t("ui.devices.sortNow")}
            </Button>
          )}
          {isNarrowed && (
            <Button size="small" look="quiet" icon={ListX} onClick={() => change({ filters: noFilters, search: "" })}>
              {t("ui.devices.showAll")}
            </Button>
          )}
        </Inline>
      }
    >
      {withFilters && (
        <Inset>
          <ListSearch
            ref={search}
            value={view.search}
            onChange={(next) => change({ search: next })}
            onDown={() => active !== null && focusGridRow(grid.current, `${active}`)}
            sort={view.sort}
            onSort={sortBy}
          />
          <ListFilters rows={rows} filters={view.filters} onChange={(filters) => change({ filters })} />
        </Inset>
      )}
      {rows.length > 0 && shown.length === 0 && (
        <Inset below>
          <Text tone="soft">{t("ui.devices.noMatch")}</Text>
        </Inset>
      )}
      {drawn.length > 0 && (
        <GridList
          ref={grid}
          label={t("ui.devices.listTitle")}
          rowCount={shown.length}
          onKeyDown={onKeyDown}
          columns={COLUMNS.map((by) => {
            const isSorted = view.sort.by === by && view.order !== "found";
            return {
              label: t(`ui.devices.sort.${by}`),
              sortLabel: t("ui.devices.sortBy", { what: t(`ui.devices.sort.${by}`) }),
              sorted: isSorted ? (view.sort.descending ? "descending" : "ascending") : null,
              onSort: () => sortBy(by, view.sort.by === by && !view.sort.descending),
            };
          })}
        >
          {drawn.map((row, index) => (
            <DeviceRow
              key={row.place}
              row={row}
              index={index}
              href={scan.hrefOfDevice(row.device.id)}
              isTabStop={row.place === active}
            />
          ))}
        </GridList>
      )}
      {drawn.length < shown.length && (
        <Stack align="center">
          <Button onClick={() => change({ limit: view.limit + ROWS_AT_ONCE })}>{t("ui.devices.showMore")}</Button>
        </Stack>
      )}
    </Card>
  );
}

/** Numbers in names count as numbers: "Camera 9" comes before "Camera 10". */
function useCompareText(): (a: string, b: string) => number {
  const { locale } = useText();
  return useMemo(() => new Intl.Collator(locale, { numeric: true, sensitivity: "base" }).compare, [locale]);
}

function rowToGoTo(key: string, rows: readonly ListedDevice[], focused: string | null): number | "search" | null {
  const index = rows.findIndex(({ place }) => `${place}` === focused);
  if (index === -1) return null;
  if (key === "ArrowUp" && index === 0) return "search";
  const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[key];
  return next === undefined ? null : (rows[next]?.place ?? null);
}

/** When the scan is over the list is sorted, unless somebody is just at it: then a button offers it. */
function useSortWhenDone({
  running,
  grid,
  order,
  change,
}: {
  running: boolean;
  grid: RefObject<HTMLElement | null>;
  order: ListView["order"];
  change: (changes: Partial<ListView>) => void;
}): void {
  const wasSettled = useRef(false);
  useLayoutEffect(() => {
    if (running || wasSettled.current) return;
    wasSettled.current = true;
    if (order !== "sorted" && grid.current?.matches(":hover, :focus-within") !== true) change({ order: "sorted" });
  }, [running, grid, order, change]);
}

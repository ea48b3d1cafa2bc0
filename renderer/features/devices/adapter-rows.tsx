import type { ScanPlan } from "#core/lan/scan-record.ts";
import { useText } from "../../i18n/language.tsx";
import { TextField } from "../../ui/field.tsx";
import { Inset, Narrow } from "../../ui/layout.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { adapterKey } from "./confirmed-plan.ts";

type Adapter = ScanPlan["adapters"][number];

type AdapterRowsProps = {
  adapters: ScanPlan["adapters"];
  /** What is typed at each, by `adapterKey`. */
  ranges: ReadonlyMap<string, string>;
  onChange: (ranges: ReadonlyMap<string, string>) => void;
  errorOf: (range: string) => string | null;
  sweep: boolean;
};

/** The laptop's network cards, each with the range that is tried by it. */
export function AdapterRows({ adapters, ranges, onChange, errorOf, sweep }: AdapterRowsProps) {
  const { t } = useText();
  // The loopback is no network card to anybody on site.
  const cards = adapters.filter(({ adapterKind }) => adapterKind !== "loopback");
  if (cards.length === 0)
    return (
      <Inset>
        <Text tone="soft">{t("ui.devices.noAdapter")}</Text>
      </Inset>
    );
  return (
    <Rows label={t("ui.devices.planTitle")}>
      {cards.map((adapter) => {
        const key = adapterKey(adapter);
        const range = ranges.get(key) ?? "";
        return (
          <Row
            key={key}
            title={
              <>
                <bdi>{adapter.name}</bdi>
                {" · "}
                {t(`ui.devices.adapter.${adapter.adapterKind}`)}
              </>
            }
            end={
              sweep &&
              adapter.used && (
                <Narrow>
                  <TextField
                    label={t("ui.devices.rangeOf", { adapter: labelOf(adapter, cards) })}
                    technical
                    placeholder={t("ui.devices.noRange")}
                    value={range}
                    onChange={(next) => onChange(new Map(ranges).set(key, next))}
                    error={errorOf(range)}
                  />
                </Narrow>
              )
            }
          >
            <p>
              <Code>{`${adapter.address}/${adapter.prefixLength}`}</Code>
            </p>
            {!adapter.used && <p>{t("ui.devices.notUsed")}</p>}
            {adapter.used && adapter.range === null && sweep && <p>{t("ui.devices.notProposed")}</p>}
          </Row>
        );
      })}
    </Rows>
  );
}

/** A card with two addresses stands here twice. */
const labelOf = ({ name, address }: Adapter, cards: readonly Adapter[]): string =>
  cards.filter((card) => card.name === name).length > 1 ? `${name} (${address})` : name;

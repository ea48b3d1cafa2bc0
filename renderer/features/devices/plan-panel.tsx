import { Radar } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { ScanPlan } from "#core/lan/scan-record.ts";
import { readScanRange } from "#core/lan/scan-range.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form } from "../../ui/form.tsx";
import { Inset, Split, Stack } from "../../ui/layout.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { Text } from "../../ui/text.tsx";
import { AdapterRows } from "./adapter-rows.tsx";
import { adapterKey, confirmedPlan, placeOf, type Confirmed } from "./confirmed-plan.ts";
import { Lines, linesOf, textsOf } from "./lines.tsx";
import { SentCard } from "./sent-card.tsx";

const loadPlan = (client: FarsiteClient, signal: AbortSignal) => client.scan.plan(undefined, { signal });

/** The contract's own limits. */
const MAX_RANGES = 16;
const MAX_BY_HAND = 64;

type PlanPanelProps = {
  /** What was confirmed before in this window, to begin with. */
  before: Confirmed | null;
  onConfirm: (confirmed: Confirmed) => void;
  siteChoice: ReactNode;
};

/** Before the first search: by which adapters, what would be tried, whom it reaches. One button confirms it. */
export function PlanPanel(props: PlanPanelProps) {
  const plan = useLoaded(loadPlan);
  return <LoadedView loaded={plan}>{(value) => <PlanForm plan={value} {...props} />}</LoadedView>;
}

function PlanForm({ plan, before: last, onConfirm, siteChoice }: { plan: ScanPlan } & PlanPanelProps) {
  const { t } = useText();
  // In another network what was confirmed is nothing to begin with.
  const moved = last !== null && placeOf(plan, last) !== "same";
  const before = moved ? null : (last?.typed ?? null);
  const [ranges, setRanges] = useState(() => before?.ranges ?? proposedRanges(plan));
  const [further, setFurther] = useState(() => linesOf(before?.further ?? []));
  const [byHand, setByHand] = useState(() => linesOf(before?.byHand ?? []));
  const [sweep, setSweep] = useState(before?.sweep ?? true);
  const [moreOpen, setMoreOpen] = useState(further.length + byHand.length > 0);
  const [checked, setChecked] = useState(false);

  const typed = { ranges, further: textsOf(further), byHand: textsOf(byHand), sweep };
  const ownNetworks = plan.adapters.map(({ address, prefixLength }) => `${address}/${prefixLength}`);
  const read = (range: string) => readScanRange(range, ownNetworks);
  const written = sweep ? [...ranges.values(), ...typed.further].filter((range) => range.trim() !== "").map(read) : [];
  const counts = new Map(written.flatMap((range) => (range.ok ? [[range.range, range.addresses] as const] : [])));
  const addresses = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const nothingToDo = !plan.adapters.some(({ used }) => used) && written.length + typed.byHand.length === 0;

  function confirm(): void {
    setChecked(true);
    // What is wrong must be in view.
    const isWrongBelow = (sweep && !typed.further.every((range) => read(range).ok)) || !typed.byHand.every(isAddress);
    if (isWrongBelow) setMoreOpen(true);
    if (nothingToDo || isWrongBelow || !written.every((range) => range.ok)) return;
    const request = { ranges: [...counts.keys()], sweep, byHand: [...new Set(typed.byHand)] };
    onConfirm(confirmedPlan(plan, typed, request));
  }

  function rangeError(range: string): string | null {
    if (!checked || range.trim() === "") return null;
    const result = read(range);
    return result.ok ? null : t(`ui.devices.range.${result.reason}`);
  }

  const addressError = (address: string): string | null =>
    checked && address.trim() !== "" && !isAddress(address.trim()) ? t("ui.devices.byHandInvalid") : null;

  return (
    <Form label={t("ui.devices.planTitle")} onSubmit={confirm}>
      {moved && <Banner tone="info" title={t("ui.devices.moved")} />}
      <Split
        early
        main={
          <Card title={t("ui.devices.planTitle")} hint={t("ui.devices.planHint")} flush>
            <AdapterRows
              adapters={plan.adapters}
              ranges={ranges}
              onChange={setRanges}
              errorOf={rangeError}
              sweep={sweep}
            />
            <Inset below>
              <SwitchField
                label={t("ui.devices.sweep")}
                hint={t("ui.devices.sweepHint")}
                checked={sweep}
                onChange={setSweep}
              />
              <Disclosure label={t("ui.devices.morePlaces")} open={moreOpen} onOpenChange={setMoreOpen}>
                <Stack>
                  {sweep && (
                    <Lines
                      title={t("ui.devices.furtherRanges")}
                      hint={t("ui.devices.furtherRangesHint")}
                      addLabel={t("ui.devices.addRange")}
                      entryLabel={(number) => t("ui.devices.furtherRange", { number })}
                      lines={further}
                      max={MAX_RANGES - plan.adapters.length}
                      onChange={setFurther}
                      errorOf={rangeError}
                    />
                  )}
                  <Lines
                    title={t("ui.devices.byHand")}
                    hint={t("ui.devices.byHandHint")}
                    addLabel={t("ui.devices.addAddress")}
                    entryLabel={(number) => t("ui.devices.byHandEntry", { number })}
                    lines={byHand}
                    max={MAX_BY_HAND}
                    onChange={setByHand}
                    errorOf={addressError}
                  />
                </Stack>
              </Disclosure>
            </Inset>
          </Card>
        }
        side={
          <>
            <Card>
              {siteChoice}
              {checked && nothingToDo && <Banner tone="caution" title={t("ui.devices.nothingToDo")} />}
              <Button look="primary" size="large" icon={Radar} type="submit">
                {t(addresses > 0 ? "ui.devices.confirm" : "ui.devices.confirmSearch")}
              </Button>
              <Text size="small" tone="soft">
                {t("ui.devices.sentShort")}
              </Text>
            </Card>
            <SentCard sweep={sweep} ranges={[...counts.keys()]} addresses={addresses} />
          </>
        }
      />
    </Form>
  );
}

/** The proposal stands at its adapter until it is changed. */
const proposedRanges = (plan: ScanPlan): ReadonlyMap<string, string> =>
  new Map(plan.adapters.map((adapter) => [adapterKey(adapter), adapter.range ?? ""]));

const isAddress = (text: string): boolean => canonicalAddress(text) !== undefined;

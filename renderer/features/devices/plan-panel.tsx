import { Radar, Search, Waypoints } from "lucide-react";
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
import { Facts } from "../../ui/facts.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inset, Narrow, Split, Stack } from "../../ui/layout.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { adapterKey, confirmedPlan, ownAddresses, type Confirmed } from "./confirmed-plan.ts";
import { Lines, linesOf, textsOf } from "./lines.tsx";

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
  const { t, number } = useText();
  const moved = last !== null && last.ownAddresses !== ownAddresses(plan);
  const before = moved ? null : last;
  const [ranges, setRanges] = useState(() => before?.typed.ranges ?? proposedRanges(plan));
  const [further, setFurther] = useState(() => linesOf(before?.typed.further ?? []));
  const [byHand, setByHand] = useState(() => linesOf(before?.typed.byHand ?? []));
  const [sweep, setSweep] = useState(before?.typed.sweep ?? true);
  const [moreOpen, setMoreOpen] = useState(further.length + byHand.length > 0);
  const [checked, setChecked] = useState(false);

  const typed = { ranges, further: textsOf(further), byHand: textsOf(byHand), sweep };
  const ownNetworks = plan.adapters.map(({ address, prefixLength }) => `${address}/${prefixLength}`);
  const written = sweep ? [...ranges.values(), ...typed.further].filter((range) => range.trim() !== "") : [];
  const read = written.map((range) => readScanRange(range, ownNetworks));
  const counts = new Map(read.flatMap((range) => (range.ok ? [[range.range, range.addresses] as const] : [])));
  const wanted = [...counts.keys()];
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const nothingToDo = !plan.adapters.some(({ used }) => used) && read.length + typed.byHand.length === 0;

  function confirm(): void {
    setChecked(true);
    const isReadable = read.every((range) => range.ok) && typed.byHand.every(isAddress);
    // What is wrong must be in view.
    if (!isReadable) setMoreOpen(true);
    if (nothingToDo || !isReadable) return;
    onConfirm(confirmedPlan(plan, typed, { ranges: wanted, sweep, byHand: [...new Set(typed.byHand)] }));
  }

  function rangeError(range: string): string | null {
    if (!checked || range.trim() === "") return null;
    const result = readScanRange(range, ownNetworks);
    return result.ok ? null : t(`ui.devices.range.${result.reason}`);
  }

  return (
    <Form label={t("ui.devices.planTitle")} onSubmit={confirm}>
      {moved && <Banner tone="info" title={t("ui.devices.moved")} />}
      <Split
        early
        main={
          <Card title={t("ui.devices.planTitle")} hint={t("ui.devices.planHint")} flush>
            {plan.adapters.length === 0 ? (
              <Inset>
                <Text tone="soft">{t("ui.devices.noAdapter")}</Text>
              </Inset>
            ) : (
              <Rows label={t("ui.devices.planTitle")}>
                {plan.adapters.map((adapter) => (
                  <Row
                    key={`${adapter.name} ${adapter.address}`}
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
                            label={t("ui.devices.rangeOf", { adapter: adapter.name })}
                            technical
                            placeholder={t("ui.devices.noRange")}
                            value={ranges.get(adapterKey(adapter)) ?? ""}
                            onChange={(next) => setRanges(new Map(ranges).set(adapterKey(adapter), next))}
                            error={rangeError(ranges.get(adapterKey(adapter)) ?? "")}
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
                ))}
              </Rows>
            )}
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
                    errorOf={(address) =>
                      checked && address.trim() !== "" && !isAddress(address.trim())
                        ? t("ui.devices.byHandInvalid")
                        : null
                    }
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
                {t(total > 0 ? "ui.devices.confirm" : "ui.devices.confirmSearch")}
              </Button>
              <Text size="small" tone="soft">
                {t("ui.devices.sentShort")}
              </Text>
            </Card>
            <Card title={t("ui.devices.sentTitle")}>
              <Facts
                items={[
                  { icon: Radar, title: t("ui.devices.sentSearch"), body: t("ui.devices.sentSearchText") },
                  ...(sweep
                    ? [
                        {
                          icon: Waypoints,
                          title: t("ui.devices.sentSweep"),
                          body:
                            total === 0
                              ? t("ui.devices.sentSweepNone")
                              : t("ui.devices.sentSweepText", { addresses: number(total), count: total }),
                          list: wanted,
                        },
                      ]
                    : []),
                  { icon: Search, title: t("ui.devices.sentLook"), body: t("ui.devices.sentLookText") },
                ]}
              />
            </Card>
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

import { QrCode as QrIcon, RotateCw, ShieldCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ForwardState } from "#core/contract/route-calls.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import { assertNever } from "#core/never.ts";
import { useText } from "../../i18n/language.tsx";
import { useKeptView } from "../../navigation/kept-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline, Narrow, Stack } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Select } from "../../ui/select.tsx";
import { FocusTarget } from "../../ui/step-layout.tsx";
import { visitsOf } from "./phone-state.ts";
import { PhoneVisits, PhoneWaiting } from "./phone-waiting.tsx";
import { portName } from "./proof-look.ts";
import { usePhoneTest } from "./use-phone-test.ts";

type PhoneTestProps = {
  siteId: string;
  /** Those whose way can be tested; none: just the line. */
  forwards: readonly ForwardState[];
  /** A test was kept. */
  onProven: () => void;
};

/** The contract's own limit. */
const MAX_CARRIER_LENGTH = 200;

type Typed = { forwardId: string | null; carrier: string; byHand: string; isByHand: boolean; isChecked: boolean };
const NOTHING_TYPED: Typed = { forwardId: null, carrier: "", byHand: "", isByHand: false, isChecked: false };

/** The proof with what every installer has: a telephone on mobile data, which opens a page of this laptop from outside. */
export function PhoneTest({ siteId, forwards, onProven }: PhoneTestProps) {
  const { t, say } = useText();
  const announce = useAnnounce();
  const content = useRef<HTMLDivElement>(null);
  const { state, start, stop } = usePhoneTest(siteId, tell);
  const [typed, keep] = useKeptView(`phone/${siteId}`, NOTHING_TYPED);
  const { step } = state;
  const stepBefore = useRef(step);
  useEffect(() => {
    if (stepBefore.current === step) return;
    stepBefore.current = step;
    // What was pressed is gone.
    if (step === "waiting" || document.activeElement === document.body) content.current?.focus();
  }, [step]);

  function tell(event: PhoneEvent): void {
    switch (event.type) {
      case "ready":
        return announce(t("ui.walk.phone.ready"));
      case "visit":
        return announce(say(event.remark));
      case "finished":
        return onProven();
      case "failed":
        return announce(say(event.why));
      default:
        return assertNever(event);
    }
  }

  const forward = forwards.find(({ forward: { id } }) => id === typed.forwardId) ?? forwards[0];
  const byHandPort = portOf(typed.byHand);
  const isWrongPort = typed.isByHand && byHandPort === null;

  function begin(): void {
    keep({ isChecked: true });
    if (isWrongPort) return announce(t("ui.walk.phone.portWrong"));
    start({
      forwardId: forward?.forward.id ?? null,
      byHandPort: typed.isByHand ? byHandPort : null,
      carrier: typed.carrier.trim() || null,
    });
  }

  const isRunning = step === "starting" || step === "waiting";
  return (
    <Card title={t("ui.walk.phone.title")} hint={t("ui.walk.phone.hint")}>
      <FocusTarget ref={content} label={t("ui.walk.phone.title")}>
        <Stack>
          {state.step === "proven" && <Banner tone="positive" icon={ShieldCheck} title={t("ui.walk.phone.proven")} />}
          {state.step === "failed" && <Banner tone="caution" title={say(state.why)} />}
          {state.step === "broken" && <ProblemBanner problem={state.problem} />}
          {state.step === "waiting" && <PhoneWaiting page={state.page} onStop={stop} />}
          <PhoneVisits visits={visitsOf(state)} />
          {step !== "waiting" && (
            <Form label={t("ui.walk.phone.title")} onSubmit={begin}>
              {forwards.length > 1 && (
                <Narrow>
                  <Select
                    label={t("ui.walk.phone.which")}
                    value={forward?.forward.id ?? ""}
                    onChange={(forwardId) => keep({ forwardId })}
                    options={forwards.map(({ forward: { id, transport, externalPort } }) => ({
                      value: id,
                      label: portName({ transport, port: externalPort }),
                    }))}
                  />
                </Narrow>
              )}
              <TextField
                label={t("ui.walk.phone.carrier")}
                hint={t("ui.walk.phone.carrierHint")}
                value={typed.carrier}
                onChange={(carrier) => keep({ carrier })}
                maxLength={MAX_CARRIER_LENGTH}
              />
              <Disclosure
                label={t("ui.walk.phone.byHand")}
                open={typed.isByHand}
                onOpenChange={(isByHand) => keep({ isByHand })}
              >
                <TextField
                  label={t("ui.walk.phone.byHandPort")}
                  hint={t("ui.walk.phone.byHandHint")}
                  error={typed.isChecked && isWrongPort ? t("ui.walk.phone.portWrong") : null}
                  technical
                  value={typed.byHand}
                  onChange={(byHand) => keep({ byHand })}
                  maxLength={5}
                />
              </Disclosure>
              {step === "starting" && <ProgressLine label={t("ui.walk.phone.starting")} />}
              <Inline>
                <Button
                  look={isRunning || step === "proven" ? "secondary" : "primary"}
                  type="submit"
                  icon={step === "idle" ? QrIcon : RotateCw}
                  pending={step === "starting"}
                >
                  {t(step === "idle" || step === "starting" ? "ui.walk.phone.start" : "ui.walk.phone.again")}
                </Button>
              </Inline>
            </Form>
          )}
        </Stack>
      </FocusTarget>
    </Card>
  );
}

/** Null: not a port. */
function portOf(typed: string): number | null {
  const number = /^\s*\d{1,5}\s*$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= 65_535 ? number : null;
}

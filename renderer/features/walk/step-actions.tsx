import { useState } from "react";
import type { StepAction } from "#core/walk/step-view.ts";
import { useIsLineLost } from "../../connection/connection-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Stack } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { StepBar } from "../../ui/step-layout.tsx";
import { Text } from "../../ui/text.tsx";

/** What every machine understands (core/walk/machine.ts); they lead away, so they stand apart. */
const WAYS_OUT = new Set(["back", "abandon"]);

type StepActionsProps = {
  actions: readonly StepAction[];
  /** The event that is being carried out. */
  sending: string | null;
  /** The form whose fields go with the first action; null: the step asks nothing. */
  formId: string | null;
  onAct: (action: StepAction) => void;
};

/** What goes on, first; then the rest; the way back and out quietly and apart. */
export function StepActions({ actions, sending, formId, onAct }: StepActionsProps) {
  const { t, say } = useText();
  const isLineLost = useIsLineLost();
  const [confirming, setConfirming] = useState<StepAction | null>(null);
  const own = actions.filter(({ event }) => !WAYS_OUT.has(event));
  const main = mainAction(actions);
  const ordered = main === undefined ? own : [main, ...own.filter((action) => action !== main)];
  const underWay = actions.find(({ event }) => event === sending);

  function press(action: StepAction): void {
    if (action.confirm === null) onAct(action);
    else setConfirming(action);
  }

  const button = (action: StepAction, isMain: boolean) => (
    <Button
      key={action.event}
      look={action.look}
      size={isMain ? "large" : "medium"}
      // Enter in a field does what goes on; nothing else.
      {...(isMain && action.confirm === null && formId !== null
        ? { type: "submit", form: formId }
        : { onClick: () => press(action) })}
      pending={sending === action.event}
      disabled={(sending !== null && sending !== action.event) || isLineLost}
    >
      {say(action.label)}
    </Button>
  );

  return (
    <>
      <StepBar
        above={
          underWay?.busy && (
            <Stack gap="small">
              <Text size="small" tone="soft">
                {say(underWay.busy)}
              </Text>
              <ProgressLine label={say(underWay.busy)} />
            </Stack>
          )
        }
        apart={actions
          .filter(({ event }) => WAYS_OUT.has(event))
          .map((action) => (
            <Button
              key={action.event}
              look="quiet"
              pending={sending === action.event}
              disabled={(sending !== null && sending !== action.event) || isLineLost}
              onClick={() => press(action)}
            >
              {say(action.label)}
            </Button>
          ))}
      >
        {ordered.map((action) => button(action, action === main))}
      </StepBar>
      {confirming && (
        <Dialog
          open
          onClose={() => setConfirming(null)}
          title={say(confirming.label)}
          description={confirming.confirm && say(confirming.confirm)}
          footer={
            <>
              <Button size="large" onClick={() => setConfirming(null)}>
                {t("ui.common.cancel")}
              </Button>
              <Button
                look={confirming.look === "primary" ? "primary" : "danger"}
                size="large"
                onClick={() => {
                  setConfirming(null);
                  onAct(confirming);
                }}
              >
                {say(confirming.label)}
              </Button>
            </>
          }
        />
      )}
    </>
  );
}

/** What goes on: the first primary action, or the only one there is. */
export function mainAction(actions: readonly StepAction[]): StepAction | undefined {
  const own = actions.filter(({ event }) => !WAYS_OUT.has(event));
  return own.find(({ look }) => look === "primary") ?? (own.length === 1 ? own[0] : undefined);
}

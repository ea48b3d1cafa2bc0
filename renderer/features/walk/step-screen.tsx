import { useId, useRef, useState, type Ref } from "react";
import type { WalkView } from "#core/contract/route-calls.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { StepAction, StepPart } from "#core/walk/step-view.ts";
import { useText } from "../../i18n/language.tsx";
import { useKeptView } from "../../navigation/kept-view.tsx";
import { useWarnBeforeClosing } from "../../navigation/use-warn-before-closing.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Card } from "../../ui/card.tsx";
import { Form } from "../../ui/form.tsx";
import { Stack } from "../../ui/layout.tsx";
import { FocusTarget, StepHeading } from "../../ui/step-layout.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Text } from "../../ui/text.tsx";
import { missingFields, valuesOf, type Draft, type FieldValue } from "./field-values.ts";
import { mainAction, StepActions } from "./step-actions.tsx";
import { StepFields } from "./step-fields.tsx";
import { PROVE_EVENT } from "./proof-part.tsx";
import { Part } from "./step-part.tsx";
import { Notice, StepFacts } from "./step-notices.tsx";
import type { Walking } from "./use-walk.ts";

type StepScreenProps = {
  siteId: string;
  walk: WalkView;
  refused: Message | null;
  walking: Walking;
  headingRef: Ref<HTMLHeadingElement>;
  refusedRef: Ref<HTMLDivElement>;
};

const NOTHING_TYPED: { draft: Draft } = { draft: {} };
const NOTHING_MISSING: ReadonlySet<string> = new Set();

/** What these bring may answer the questions, so they come first; the others are made of the answers. */
const ANSWERS: ReadonlySet<StepPart["kind"]> = new Set(["proof", "inspection", "router-backup"]);

/** One step of a walk-through: what to know, what to do, what to answer, and what can be done next. */
export function StepScreen({ siteId, walk: shown, refused, walking, headingRef, refusedRef }: StepScreenProps) {
  const { walk, view } = shown;
  const { t, say } = useText();
  const announce = useAnnounce();
  const formId = useId();
  const fields = useRef<HTMLDivElement>(null);
  const [{ draft }, keep] = useKeptView(`walk/${siteId}/${walk.id}/${walk.state.step}`, NOTHING_TYPED);
  const [missing, setMissing] = useState(NOTHING_MISSING);
  useWarnBeforeClosing(view.fields.some(({ name }) => Object.hasOwn(draft, name)));

  function change(name: string, value: FieldValue): void {
    keep({ draft: { ...draft, [name]: value } });
    setMissing((last) => new Set([...last].filter((one) => one !== name)));
  }

  function act(action: StepAction): void {
    const empty = action.needsFields ? missingFields(view.fields, draft) : [];
    setMissing(new Set(empty));
    const [first] = empty;
    if (first !== undefined) {
      announce(t("ui.walk.missingSome", { count: empty.length }));
      focusField(fields.current, first);
      return;
    }
    if (action.busy) announce(say(action.busy));
    walking.send(action.event, valuesOf(view.fields, draft), {
      // What was not sent for this is still wanted when one comes back.
      onTaken: () => action.needsFields && keep(NOTHING_TYPED),
    });
  }

  // The part that shows the results has the button as well.
  const hasProof = view.parts.some(({ kind }) => kind === "proof");
  const actions = view.actions.filter(({ event }) => !hasProof || event !== PROVE_EVENT);
  const main = mainAction(actions);
  const before = view.parts.filter(({ kind }) => ANSWERS.has(kind));
  const after = view.parts.filter(({ kind }) => !ANSWERS.has(kind));
  const asksLater = before.length > 0;
  const parts = (shownParts: readonly StepPart[]) =>
    shownParts.map((part) => <Part key={part.kind} part={part} siteId={siteId} walk={shown} walking={walking} />);
  const questions = view.fields.length > 0 && (
    <Form id={formId} onSubmit={() => main && walking.sending === null && act(main)}>
      <div ref={fields}>
        <Stack gap="large">
          <StepFields fields={view.fields} draft={draft} missing={missing} onChange={change} />
        </Stack>
      </div>
    </Form>
  );
  return (
    <>
      <Card>
        <Stack gap="small">
          <StepHeading ref={headingRef}>{say(view.title)}</StepHeading>
          {view.lead !== null && (
            <Text tone="soft" measure>
              {say(view.lead)}
            </Text>
          )}
        </Stack>
        {view.notices.map((notice) => (
          <Notice key={say(notice.text)} notice={notice} />
        ))}
        {view.facts.length > 0 && <StepFacts facts={view.facts} />}
        {view.instructions.length > 0 && (
          <Steps
            items={view.instructions.map((instruction) => (
              <Text key={say(instruction)} measure lines>
                {say(instruction)}
              </Text>
            ))}
          />
        )}
        {!asksLater && questions}
      </Card>
      {parts(before)}
      {asksLater && questions && <Card>{questions}</Card>}
      {parts(after)}
      {refused !== null && (
        <FocusTarget ref={refusedRef}>
          <Banner tone="caution" title={say(refused)} />
        </FocusTarget>
      )}
      {walking.problem && <ProblemBanner problem={walking.problem} />}
      {actions.length > 0 && (
        <StepActions
          actions={actions}
          sending={walking.sending}
          formId={view.fields.length > 0 ? formId : null}
          onAct={act}
        />
      )}
    </>
  );
}

/** Puts the focus into a field, whatever it is made of. */
function focusField(fields: HTMLElement | null, name: string): void {
  const field = [...(fields?.querySelectorAll<HTMLElement>("[data-field]") ?? [])].find(
    (element) => element.dataset["field"] === name,
  );
  field
    ?.querySelector<HTMLElement>(
      "input:not([aria-hidden]), textarea, [role=radio]:not([aria-disabled=true]), [role=checkbox]:not([aria-disabled=true])",
    )
    ?.focus();
}

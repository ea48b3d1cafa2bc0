import { ArrowRight, Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { assertNever } from "#core/never.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import type { SurveyPart } from "../navigation/survey-part.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { PartBar, PartHeading, PartLayout, PartNav } from "../ui/part-layout.tsx";
import { Text } from "../ui/text.tsx";
import { EditingProvider, useSurvey } from "../survey/edits-context.tsx";
import type { EditsState } from "../survey/edits-state.ts";
import { ContactsPart } from "../features/survey-form/parts/contacts-part.tsx";
import { DevicesPart } from "../features/survey-form/parts/devices-part.tsx";
import { LinePart } from "../features/survey-form/parts/line-part.tsx";
import { NotesPart } from "../features/survey-form/parts/notes-part.tsx";
import { QuestionsPart } from "../features/survey-form/parts/questions-part.tsx";
import { RisksPart } from "../features/survey-form/parts/risks-part.tsx";
import { RoutePart } from "../features/survey-form/parts/route-part.tsx";
import { SectionPart } from "../features/survey-form/parts/section-part.tsx";
import { ChecklistPart, StepsPart } from "../features/survey-form/parts/tasks.tsx";
import { partIcon } from "../survey/part-look.ts";
import { SaveLine } from "../survey/save-line.tsx";
import type { SurveyEdits } from "../survey/survey-edits.ts";
import { isDone, surveyProgress, type Hidden } from "../survey/survey-progress.ts";
import { useHidden } from "../survey/use-hidden.ts";
import { useProgressWords } from "../survey/use-progress-words.ts";
import { useUndo } from "../survey/use-undo.ts";

/** Filling a survey in, part by part. Everything is kept by itself. */
export function SurveyPage({ siteId, part }: { siteId: string; part: SurveyPart }) {
  const { t } = useText();
  const { state, edits } = useSurvey(siteId);
  const back = { href: hrefOf({ page: "site", siteId }), label: t("ui.survey.back") };
  switch (state.step) {
    case "loading":
      return (
        <Page title={t("ui.survey.title")} back={back}>
          <Text tone="faint" size="small">
            {t("ui.common.loading")}
          </Text>
        </Page>
      );
    case "failed":
      return (
        <Page title={t("ui.survey.title")} back={back}>
          <ProblemBanner problem={state.problem} onRetry={edits.refresh} />
        </Page>
      );
    case "ready":
      return (
        <EditingProvider edits={edits} state={state}>
          <SurveyForm state={state} edits={edits} part={part} back={back} />
        </EditingProvider>
      );
    default:
      return assertNever(state);
  }
}

type SurveyFormProps = {
  state: EditsState;
  edits: SurveyEdits;
  part: SurveyPart;
  back: { href: string; label: string };
};

function SurveyForm({ state, edits, part, back }: SurveyFormProps) {
  const { t } = useText();
  const document = state.shown;
  const siteId = state.site.id;
  const hidden = useHidden(document);
  const undo = useUndo(edits);
  const words = useProgressWords();
  const progress = surveyProgress(document, hidden);
  const index = Math.max(
    0,
    progress.findIndex((one) => one.part === part),
  );
  const [previous, next] = [progress[index - 1], progress[index + 1]];
  const hrefOfPart = (to: SurveyPart): string => hrefOf({ page: "survey", siteId, part: to });
  const isFirst = useRef(true);

  // The page's own heading has the focus when it opens; after that the part's, where reading goes on.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else globalThis.document.getElementById(PART_HEADING)?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another part is another page
  }, [part]);

  return (
    <Page title={document.site.name} back={back} isCompact>
      {undo.problem && <ProblemBanner problem={undo.problem} />}
      <PartLayout
        nav={
          <PartNav
            label={t("ui.survey.parts")}
            parts={progress.map((one) => ({
              href: hrefOfPart(one.part),
              label: t(`ui.survey.part.${one.part}`),
              icon: partIcon[one.part],
              isCurrent: one.part === part,
              detail: words(one),
              isDone: isDone(one),
            }))}
          />
        }
      >
        <PartHeading id={PART_HEADING}>{t(`ui.survey.part.${part}`)}</PartHeading>
        <Part part={part} siteId={siteId} hidden={hidden} />
        <PartBar state={<SaveLine />}>
          {previous && (
            <ButtonLink size="large" href={hrefOfPart(previous.part)}>
              {t("ui.survey.previous")}
            </ButtonLink>
          )}
          {next ? (
            <ButtonLink size="large" look="primary" icon={ArrowRight} href={hrefOfPart(next.part)}>
              {t("ui.survey.next", { part: t(`ui.survey.part.${next.part}`) })}
            </ButtonLink>
          ) : (
            <ButtonLink size="large" look="primary" icon={Check} href={hrefOf({ page: "site", siteId })}>
              {t("ui.survey.finish")}
            </ButtonLink>
          )}
        </PartBar>
      </PartLayout>
    </Page>
  );
}

const PART_HEADING = "survey-part";

function Part({ part, siteId, hidden }: { part: SurveyPart; siteId: string; hidden: Hidden }) {
  switch (part) {
    case "site":
    case "handover":
      return <SectionPart key={part} section={part} hidden={hidden} />;
    case "line":
      return <LinePart hidden={hidden} />;
    case "route":
      return <RoutePart hidden={hidden} />;
    case "contacts":
      return <ContactsPart />;
    case "devices":
      return <DevicesPart />;
    case "steps":
      return <StepsPart siteId={siteId} />;
    case "checklist":
      return <ChecklistPart siteId={siteId} />;
    case "questions":
      return <QuestionsPart />;
    case "notes":
      return <NotesPart siteId={siteId} />;
    case "risks":
      return <RisksPart siteId={siteId} />;
    default:
      return assertNever(part);
  }
}

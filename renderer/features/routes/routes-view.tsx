import { useEffect, useRef, useState, type RefObject } from "react";
import type { Advice } from "#core/advice/advice.ts";
import { choiceOf, type RouteChoice, type RouteId } from "#core/advice/route-id.ts";
import { useText } from "../../i18n/language.tsx";
import { useKeptView } from "../../navigation/kept-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Card } from "../../ui/card.tsx";
import { Split, Stack } from "../../ui/layout.tsx";
import { ChoiceCards } from "./choice-cards.tsx";
import { ChooseDialog } from "./choose-dialog.tsx";
import { CompareCard } from "./compare-card.tsx";
import { DecisionBanner } from "./decision-banner.tsx";
import { NextCard } from "./next-card.tsx";
import { OpenWalks } from "./open-walks.tsx";
import type { Evidence } from "./reason-list.tsx";
import { routeNamed } from "./route-look.ts";
import { useTakeBack } from "./use-take-back.ts";
import { VariantsCard } from "./variants-card.tsx";
import { WishesCard } from "./wishes-card.tsx";

type RoutesViewProps = { advice: Advice; isChecking: boolean; onCheck: () => void; onChanged: () => void };

type Kept = { shown: RouteChoice | null; open: readonly RouteId[]; compared: readonly RouteId[] | null };
const firstView: Kept = { shown: null, open: [], compared: null };

/** All routes of a site: what to do, the four choices, what is within one, the questions, and everything side by side. */
export function RoutesView({ advice, isChecking, onCheck, onChanged }: RoutesViewProps) {
  const { t } = useText();
  const { state, document } = useEditing();
  const siteId = state.site.id;
  const [view, keep] = useKeptView<Kept>(`routes/${siteId}`, firstView);
  const [choosing, setChoosing] = useState<RouteId | null>(null);
  const takingBack = useTakeBack(siteId, onChanged);
  const [variants, questions, decision] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
  ];
  const focusSoon = useFocusAfter(advice.chosen);
  useChangedAdvice(advice);

  const evidence: Evidence = {
    siteId,
    checkId: document.checks.at(-1)?.checkId ?? null,
    scanId: document.scans.at(-1)?.scanId ?? null,
  };
  const openWalks = document.walks.filter(({ status }) => status === "open");
  const chosenKind = routeNamed(advice, advice.chosen?.route ?? null)?.walk;
  const chosenWalk = openWalks.find(({ kind }) => kind === chosenKind);
  const otherWalks = openWalks.filter((walk) => walk !== chosenWalk);
  const shown = view.shown ?? firstChoice(advice);

  return (
    <Stack gap="large">
      {advice.chosen && (
        <DecisionBanner
          ref={decision}
          advice={advice}
          chosen={advice.chosen}
          evidence={evidence}
          walk={chosenWalk}
          isTakingBack={takingBack.pending}
          onTakeBack={() => advice.chosen && takingBack.takeBack(advice.chosen)}
        />
      )}
      {takingBack.problem && <ProblemBanner problem={takingBack.problem} />}
      {otherWalks.length > 0 && (
        <Card title={t("ui.routes.walks.title")} flush>
          <OpenWalks siteId={siteId} walks={otherWalks} />
        </Card>
      )}
      <NextCard
        advice={advice}
        evidence={evidence}
        isChecking={isChecking}
        onCheck={onCheck}
        onChoose={setChoosing}
        onAsk={() => questions.current?.focus()}
      />
      <ChoiceCards
        advice={advice}
        shown={shown}
        onShow={(choice) => {
          keep({ shown: choice });
          variants.current?.focus();
        }}
      />
      <Split
        early
        main={
          <VariantsCard
            ref={variants}
            advice={advice}
            choice={shown}
            evidence={evidence}
            open={view.open}
            onOpenChange={(route, isOpen) =>
              keep({ open: isOpen ? [...view.open, route] : view.open.filter((one) => one !== route) })
            }
            onChoose={setChoosing}
          />
        }
        side={<WishesCard ref={questions} advice={advice} />}
      />
      <CompareCard advice={advice} compared={view.compared} onCompare={(compared) => keep({ compared })} />
      {choosing !== null && (
        <ChooseDialog
          siteId={siteId}
          advice={advice}
          route={choosing}
          onClose={() => setChoosing(null)}
          onChosen={() => {
            setChoosing(null);
            focusSoon(decision);
            onChanged();
          }}
        />
      )}
    </Stack>
  );
}

/** Which choice is looked at first. */
function firstChoice({ chosen, recommended, routes }: Advice): RouteChoice {
  const route = chosen?.route ?? recommended ?? routes[0]?.route;
  return route === undefined ? "public-ip" : choiceOf(route);
}

/** Where the focus goes once the decision is on the screen. */
function useFocusAfter(chosen: Advice["chosen"]): (target: RefObject<HTMLElement | null>) => void {
  const wanted = useRef<RefObject<HTMLElement | null> | null>(null);
  useEffect(() => {
    if (chosen === null || wanted.current === null) return;
    wanted.current.current?.focus();
    wanted.current = null;
  }, [chosen]);
  return (target) => {
    wanted.current = target;
  };
}

/** Says when an answer, or somebody else, has changed what is to be done. */
function useChangedAdvice({ next }: Advice): void {
  const { t, say } = useText();
  const announce = useAnnounce();
  const sentence = say(next);
  const before = useRef(sentence);
  useEffect(() => {
    if (before.current === sentence) return;
    before.current = sentence;
    announce(t("ui.routes.changed", { next: sentence }));
  }, [sentence, announce, t]);
}

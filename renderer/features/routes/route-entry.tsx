import { CircleCheckBig, CircleMinus, CirclePlus, ListTodo, Package, Search } from "lucide-react";
import type { Advice, RouteAdvice } from "#core/advice/advice.ts";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { FoldedEntry } from "../../ui/entry-list.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Heading, Text } from "../../ui/text.tsx";
import { CostList } from "./cost-list.tsx";
import { sayMonthly } from "./cost-words.ts";
import { MessageList, ReasonList, type Evidence } from "./reason-list.tsx";
import { standingOf } from "./route-look.ts";
import { StandingBadge, WorksBadge } from "./works-badge.tsx";

type RouteEntryProps = {
  advice: Advice;
  route: RouteAdvice;
  evidence: Evidence;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChoose: () => void;
};

/** One route: in one line whether it works and what it costs; opened, all that speaks for and against it and who says so. */
export function RouteEntry({ advice, route, evidence, isOpen, onOpenChange, onChoose }: RouteEntryProps) {
  const text = useText();
  const { t } = text;
  const standing = standingOf(advice, route.route);
  const isChosen = advice.chosen?.route === route.route;
  const name = t(`route.${route.route}.name`);
  return (
    <FoldedEntry
      title={
        <Inline>
          <span>{name}</span>
          <WorksBadge answer={route.works.answer} />
          <StandingBadge standing={standing} isChosen={isChosen} />
        </Inline>
      }
      detail={`${t(`route.${route.route}.what`)} ${t("ui.routes.cost.label")}: ${sayMonthly(route.cost, text)}.`}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <RouteDetail route={route} evidence={evidence} />
      {!isChosen && (
        <Inline>
          <Button
            look={standing === "recommended" ? "primary" : "secondary"}
            size="large"
            icon={CircleCheckBig}
            label={t("ui.routes.decision.chooseNamed", { route: name })}
            onClick={onChoose}
          >
            {t("ui.routes.decision.choose")}
          </Button>
        </Inline>
      )}
    </FoldedEntry>
  );
}

function RouteDetail({ route, evidence }: { route: RouteAdvice; evidence: Evidence }) {
  const { t } = useText();
  const { works, pros, cons, needs, cost, products } = route;
  return (
    <Stack gap="large">
      <ReasonList title={t("ui.routes.why")} reasons={works.reasons} evidence={evidence} />
      <MessageList
        title={t(works.answer === "unknown" ? "ui.routes.toFindOut" : "ui.routes.first")}
        messages={works.after}
        icon={works.answer === "unknown" ? Search : ListTodo}
        tone="caution"
      />
      <ReasonList title={t("ui.routes.pros")} reasons={pros} icon={CirclePlus} tone="positive" evidence={evidence} />
      <ReasonList title={t("ui.routes.cons")} reasons={cons} icon={CircleMinus} tone="caution" evidence={evidence} />
      <MessageList title={t("ui.routes.needs")} messages={needs} icon={Package} />
      <CostList cost={cost} />
      {products.length > 0 && (
        <Stack gap="tight">
          <Heading level={3}>{t("ui.routes.products")}</Heading>
          <Text size="small">{products.map((product) => product.name).join(", ")}</Text>
        </Stack>
      )}
    </Stack>
  );
}

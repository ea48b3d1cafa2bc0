import { useState, type Ref } from "react";
import type { Advice } from "#core/advice/advice.ts";
import { useText } from "../../i18n/language.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { SaveLine } from "../../survey/save-line.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Stack } from "../../ui/layout.tsx";
import { FocusTarget } from "../../ui/step-layout.tsx";
import { Text } from "../../ui/text.tsx";
import { WishField } from "./wish-field.tsx";
import { answeredCount, wishQuestions } from "./wish-questions.ts";

/** The questions to the customer: those whose answers would change something first, each kept as it is answered. */
export function WishesCard({ ref, advice }: { ref: Ref<HTMLDivElement>; advice: Advice }) {
  const { t } = useText();
  const { document } = useEditing();
  // What was asked stays where it is, however it is answered: nothing may move under the finger.
  const [first, setFirst] = useState<Advice["openQuestions"]>([]);
  const news = advice.openQuestions.filter(({ field }) => first.every((one) => one.field !== field));
  if (news.length > 0) setFirst([...first, ...news]);
  const { asked, others } = wishQuestions(first);
  return (
    <FocusTarget ref={ref}>
      <Card title={t("ui.routes.wishes.title")} hint={t("ui.routes.wishes.hint")}>
        {advice.openQuestions.length === 0 && <Text tone="soft">{t("ui.routes.wishes.answered")}</Text>}
        {asked.length > 0 && (
          <Stack gap="large">
            {asked.map((question) => (
              <WishField key={question.spec.field} question={question} />
            ))}
          </Stack>
        )}
        <Disclosure
          label={t("ui.routes.wishes.othersCount", {
            answered: answeredCount(others, document),
            of: others.length,
          })}
        >
          <Stack gap="large">
            {others.map((question) => (
              <WishField key={question.spec.field} question={question} />
            ))}
          </Stack>
        </Disclosure>
        <SaveLine />
      </Card>
    </FocusTarget>
  );
}

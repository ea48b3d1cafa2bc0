import { Check } from "lucide-react";
import type { Conflict } from "#core/survey/survey-sections.ts";
import { useAction } from "../connection/use-action.ts";
import { useLaptops } from "../host-state/use-laptops.ts";
import { useText } from "../i18n/language.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { useAnnounce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { KeyValues } from "../ui/key-values.tsx";
import { Stack } from "../ui/layout.tsx";
import { SideBySide } from "../ui/side-by-side.tsx";
import { Text } from "../ui/text.tsx";
import { saySide } from "./conflict-words.ts";

/** Both versions beside each other, with who wrote them and when; a click decides. */
export function ConflictChoice({
  siteId,
  conflict,
  onDecided,
}: {
  siteId: string;
  conflict: Conflict;
  onDecided: () => void;
}) {
  const text = useText();
  const { t, dateTime } = text;
  const announce = useAnnounce();
  const deciding = useAction();
  const laptops = useLaptops();

  function whoWrote(author: string): string {
    const laptop = laptops.find(({ id }) => id === author);
    if (laptop === undefined) return t("ui.history.unknownLaptop", { id: author.slice(0, 8) });
    const { technician, name } = laptop;
    if (laptop.isOwn) return t("ui.history.ownLaptop", { who: technician ?? name });
    return technician === null ? name : t("ui.conflicts.onLaptop", { who: technician, laptop: name });
  }

  function decide(side: number): void {
    deciding.run(async (client) => {
      await client.survey.resolve({ siteId, conflictId: conflict.id, side });
      announce(t("ui.conflicts.decided"));
      onDecided();
    });
  }

  return (
    <Stack>
      <SideBySide label={t("ui.conflicts.versions")}>
        {conflict.sides.map((side, index) => {
          const lines = saySide(conflict.path, side.value, text);
          const [only] = lines;
          return (
            <SideBySide.Side
              key={`${side.revision} ${side.author}`}
              title={whoWrote(side.author)}
              detail={dateTime(side.at)}
              action={
                <Button
                  size="large"
                  icon={Check}
                  label={t("ui.conflicts.takeOf", { who: whoWrote(side.author), value: only?.value ?? "" })}
                  disabled={deciding.pending}
                  onClick={() => decide(index)}
                >
                  {t("ui.conflicts.take")}
                </Button>
              }
            >
              {lines.length === 1 && only !== undefined && only.name === null ? (
                <Text size="lead">{only.value}</Text>
              ) : (
                <KeyValues items={lines.map(({ name, value }) => ({ name: name ?? "", value }))} />
              )}
            </SideBySide.Side>
          );
        })}
      </SideBySide>
      {deciding.problem && <ProblemBanner problem={deciding.problem} />}
    </Stack>
  );
}

import { Radar, Settings as SettingsIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Text } from "../../ui/text.tsx";
import type { PartOf, PartProps } from "./part-props.ts";
import { PhoneTest } from "./phone-test.tsx";
import { portName, proofSentence, proofWord } from "./proof-look.ts";
import { ProofRows, type ShownResult } from "./proof-rows.tsx";
import { useLastProofs, type LastProofs } from "./use-last-proofs.ts";

/** A machine that goes on from a test (does the router hold it still?) has this event; its button stands with the results. */
export const PROVE_EVENT = "prove";

const NOTHING_KNOWN: LastProofs = { forwards: [], results: [] };
const loadVantage = (client: FarsiteClient, signal: AbortSignal) => client.vantage.status(undefined, { signal });

/** Whether it really works from outside: tested without anybody's help, and by a telephone. */
export function ProofPart({ part, siteId, walk, walking }: PartProps<PartOf<"proof">>) {
  const proofs = useLastProofs(siteId, part.forwardIds, walk.walk.updatedAt);
  const { forwards, results } = proofs.step === "ready" ? proofs.value : NOTHING_KNOWN;
  useAnnouncedResults(proofs.step === "ready" ? results : null);

  function readAnew(): void {
    proofs.reload();
    walking.reload();
  }

  return (
    <>
      {part.forwardIds.length > 0 && (
        <OutsideTest
          siteId={siteId}
          forwardIds={part.forwardIds}
          results={results}
          walk={walk}
          walking={walking}
          onTested={readAnew}
        />
      )}
      {proofs.step === "failed" && <ProblemBanner problem={proofs.problem} onRetry={proofs.reload} />}
      <PhoneTest siteId={siteId} forwards={forwards} onProven={readAnew} />
    </>
  );
}

type OutsideTestProps = Pick<PartProps<PartOf<"proof">>, "siteId" | "walk" | "walking"> & {
  forwardIds: readonly string[];
  results: readonly ShownResult[];
  onTested: () => void;
};

function OutsideTest({ siteId, forwardIds, results, walk, walking, onTested }: OutsideTestProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const testing = useAction();
  const vantage = useLoaded(loadVantage);
  const hasVantage = vantage.step === "ready" && vantage.value.url !== null;
  const isMachines = walk.view.actions.some(({ event }) => event === PROVE_EVENT);
  const isUnderWay = testing.pending || walking.sending === PROVE_EVENT;

  function test(): void {
    announce(t("ui.walk.proof.testing"));
    if (isMachines) return walking.send(PROVE_EVENT, {}, { staysThere: true });
    testing.run(async (client) => {
      await client.proof.run({ siteId, forwardIds: [...forwardIds] });
      onTested();
    });
  }

  return (
    <Card title={t("ui.walk.proof.title")} hint={t(hasVantage ? "ui.walk.proof.hint" : "ui.walk.proof.hintWeak")} flush>
      <Inset>
        <Inline>
          <Button
            look={hasVantage && results.length === 0 ? "primary" : "secondary"}
            icon={Radar}
            pending={isUnderWay}
            disabled={walking.sending !== null && walking.sending !== PROVE_EVENT}
            onClick={test}
          >
            {t(results.length === 0 ? "ui.walk.proof.run" : "ui.walk.proof.again")}
          </Button>
          {vantage.step === "ready" && !hasVantage && (
            <ButtonLink look="quiet" icon={SettingsIcon} href={hrefOf({ page: "settings" })}>
              {t("ui.walk.proof.setUp")}
            </ButtonLink>
          )}
        </Inline>
        {isUnderWay && <ProgressLine label={t("ui.walk.proof.testing")} />}
        {testing.problem && <ProblemBanner problem={testing.problem} />}
        {results.length === 0 && !isUnderWay && (
          <Text size="small" tone="soft">
            {t("ui.walk.proof.none")}
          </Text>
        )}
      </Inset>
      {results.length > 0 && <ProofRows results={results} />}
    </Card>
  );
}

/** Says what a new test found; not what was known when the page was opened. */
function useAnnouncedResults(results: readonly ShownResult[] | null): void {
  const { t } = useText();
  const announce = useAnnounce();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (results === null) return;
    const before = known.current;
    known.current = new Set(results.map(({ record }) => record.proofId));
    if (before === null) return;
    const fresh = results.filter(({ record }) => !before.has(record.proofId));
    if (fresh.length > 0)
      announce(
        fresh
          .map(
            ({ record, result }) => `${portName(result)}: ${t(proofSentence(proofWord(result, record.origin.kind)))}.`,
          )
          .join(" "),
      );
  }, [results, announce, t]);
}

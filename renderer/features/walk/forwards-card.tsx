import { CircleDashed, Radar, Unplug } from "lucide-react";
import { useCallback, useState } from "react";
import type { ForwardState } from "#core/contract/route-calls.ts";
import { formatEndpoint } from "#core/net/endpoint.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useSiteChanges } from "../../host-state/watch-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Inline } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Rows, ToolRow } from "../../ui/rows.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { portName, proofLook, proofSentence, proofWord, standingWord } from "./proof-look.ts";

/** The ports of a site that stand open to the internet: since when, whether they work, test and close. Nothing where there are none. */
export function ForwardsCard({ siteId }: { siteId: string }) {
  const { t } = useText();
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) =>
      (await client.forwards.list({ siteId }, { signal })).filter(({ forward }) => forward.closedAt == null),
    [siteId],
  );
  const loaded = useLoaded(load);
  useSiteChanges(siteId, loaded.reload);
  if (loaded.step === "failed")
    return (
      <Card title={t("ui.walk.forwards.title")}>
        <ProblemBanner problem={loaded.problem} onRetry={loaded.reload} />
      </Card>
    );
  if (loaded.step === "loading" || loaded.value.length === 0) return null;
  return (
    <Card title={t("ui.walk.forwards.title")} hint={t("ui.walk.forwards.hint")} flush>
      <Rows label={t("ui.walk.forwards.title")}>
        {loaded.value.map((state) => (
          <ForwardRow key={state.forward.id} siteId={siteId} state={state} onChanged={loaded.reload} />
        ))}
      </Rows>
    </Card>
  );
}

type ForwardRowProps = { siteId: string; state: ForwardState; onChanged: () => void };

function ForwardRow({ siteId, state, onChanged }: ForwardRowProps) {
  const { t, say, dateTime } = useText();
  const announce = useAnnounce();
  const toast = useToast();
  const testing = useAction();
  const closing = useAction();
  const [isAsking, setIsAsking] = useState(false);
  const { forward, endsAt, isRenewed, isHere } = state;
  const forwardId = forward.id;
  const port = portName({ transport: forward.transport, port: forward.externalPort });
  const problem = testing.problem ?? closing.problem;

  function test(): void {
    testing.run(async (client) => {
      const record = await client.proof.run({ siteId, forwardIds: [forwardId] });
      const said = record.results.map((result) => t(proofSentence(proofWord(result, record.origin.kind))));
      announce(`${port}: ${said.join(" ")}`);
      onChanged();
    });
  }

  function close(): void {
    setIsAsking(false);
    closing.run(async (client) => {
      const { gone } = await client.forwards.close({ siteId, forwardId });
      toast(t(gone === true ? "ui.walk.forwards.closed" : "ui.walk.forwards.notConfirmed", { port }));
      onChanged();
    });
  }

  return (
    <ToolRow
      start={<StandingIcon state={state} />}
      title={<Code>{port}</Code>}
      marks={<StandingBadge state={state} />}
      tools={
        <Inline>
          <Button
            size="small"
            icon={Radar}
            label={t("ui.walk.forwards.testOf", { port })}
            pending={testing.pending}
            onClick={test}
          >
            {t("ui.walk.forwards.test")}
          </Button>
          {isHere && forward.means !== "by-hand" && (
            <Button
              size="small"
              look="danger"
              icon={Unplug}
              label={t("ui.walk.forwards.closeOf", { port })}
              pending={closing.pending}
              onClick={() => setIsAsking(true)}
            >
              {t("ui.walk.forwards.close")}
            </Button>
          )}
        </Inline>
      }
      below={
        <>
          {testing.pending && <ProgressLine label={t("ui.walk.proof.testing")} />}
          {problem && <ProblemBanner problem={problem} />}
        </>
      }
    >
      <span>
        {t("ui.walk.forwards.leadsTo", {
          to: formatEndpoint({ address: forward.address, port: forward.internalPort }),
        })}
      </span>
      <span>
        {t(forward.openedBy ? "ui.walk.forwards.openedBy" : "ui.walk.forwards.opened", {
          when: dateTime(forward.openedAt),
          means: t(`surveyChoice.forwards.means.${forward.means}`),
          by: forward.openedBy ?? "",
        })}
      </span>
      {state.lastProof?.stale && (
        <Text as="span" size="small" tone="caution">
          {say(state.lastProof.stale)}
        </Text>
      )}
      {endsAt !== null && (
        <Text as="span" size="small" tone={isRenewed ? "soft" : "caution"}>
          {isRenewed ? t("ui.walk.forwards.renewed") : t("ui.walk.forwards.ends", { when: dateTime(endsAt) })}
        </Text>
      )}
      {forward.means === "by-hand" ? (
        <span>{t("ui.walk.forwards.byHand")}</span>
      ) : (
        !isHere && <span>{t("ui.walk.forwards.elsewhere")}</span>
      )}
      {isAsking && (
        <Dialog
          open
          onClose={() => setIsAsking(false)}
          title={t("ui.walk.forwards.closeTitle", { port })}
          description={t("ui.walk.forwards.closeText")}
          footer={
            <>
              <Button size="large" onClick={() => setIsAsking(false)}>
                {t("ui.common.cancel")}
              </Button>
              <Button look="danger" size="large" onClick={close}>
                {t("ui.walk.forwards.close")}
              </Button>
            </>
          }
        />
      )}
    </ToolRow>
  );
}

function StandingIcon({ state: { lastProof } }: { state: ForwardState }) {
  if (lastProof === null) return <Icon of={CircleDashed} tone="neutral" />;
  const { icon, tone } = proofLook(standingWord(lastProof));
  return <Icon of={icon} tone={tone} />;
}

function StandingBadge({ state: { lastProof } }: { state: ForwardState }) {
  const { t, dateTime } = useText();
  if (lastProof === null) return <Badge>{t("ui.walk.forwards.neverTested")}</Badge>;
  const word = standingWord(lastProof);
  return (
    <>
      <Badge tone={proofLook(word).tone}>{t(proofSentence(word))}</Badge>
      <Text as="span" size="caption" tone="faint">
        {t("ui.walk.forwards.lastProof", { when: dateTime(lastProof.at) })}
      </Text>
    </>
  );
}

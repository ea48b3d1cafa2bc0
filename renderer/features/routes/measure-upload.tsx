import { CircleStop, Gauge, Settings } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { UploadEvent } from "#core/contract/route-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Instrument } from "../../ui/instrument.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";

type Finished = Extract<UploadEvent, { type: "finished" }>;

/** Measures the upload of the line instead of asking for it; what comes out is kept in the survey. */
export function MeasureUpload({ measuredAt }: { measuredAt: string | null }) {
  const { t, dateTime, decimal } = useText();
  const announce = useAnnounce();
  const { state, edits } = useEditing();
  const measuring = useAction();
  const [soFar, setSoFar] = useState<number | null>(null);
  const [result, setResult] = useState<Finished | null>(null);
  const abort = useRef<AbortController | null>(null);
  // Who leaves the page ends it: the line is the customer's.
  useEffect(() => () => abort.current?.abort(), []);

  function measure(): void {
    const controller = new AbortController();
    abort.current = controller;
    setSoFar(null);
    setResult(null);
    measuring.run(async (client) => {
      // What was typed and is still on its way would otherwise come after what is measured.
      await edits.settled();
      try {
        const finished = await follow(client, state.site.id, controller.signal, setSoFar);
        if (finished === null) return;
        setResult(finished);
        edits.refresh();
        announce(t("ui.routes.wishes.result", { mbps: decimal(finished.mbps) }));
      } catch (error) {
        // Ended on purpose.
        if (!controller.signal.aborted) throw error;
      }
    });
  }

  if (measuring.pending)
    return (
      <Stack gap="small">
        <Instrument
          label={t("ui.routes.wishes.measuring")}
          {...(soFar !== null && { count: t("ui.routes.wishes.soFar", { mbps: decimal(soFar) }) })}
        />
        <Inline>
          <Button icon={CircleStop} onClick={() => abort.current?.abort()}>
            {t("ui.common.cancel")}
          </Button>
        </Inline>
      </Stack>
    );
  return (
    <Stack gap="small">
      <Inline>
        <Button icon={Gauge} onClick={measure}>
          {t(measuredAt === null ? "ui.routes.wishes.measure" : "ui.routes.wishes.measureAgain")}
        </Button>
        <Text as="span" size="small" tone="soft">
          {measuredAt === null
            ? t("ui.routes.wishes.measureHint")
            : t("ui.routes.wishes.measured", { when: dateTime(measuredAt) })}
        </Text>
      </Inline>
      {result?.limitedByVantage && (
        <Text size="small" tone="soft">
          {t("ui.routes.wishes.limited")}
        </Text>
      )}
      {measuring.problem && (
        <ProblemBanner
          problem={measuring.problem}
          {...(measuring.problem.code === "VANTAGE_NEEDED"
            ? {
                actions: (
                  <ButtonLink icon={Settings} href={hrefOf({ page: "settings" })}>
                    {t("ui.routes.wishes.toSettings")}
                  </ButtonLink>
                ),
              }
            : { onRetry: measure })}
        />
      )}
    </Stack>
  );
}

/** Follows a measurement to its end; null: it ended without one. */
async function follow(
  client: FarsiteClient,
  siteId: string,
  signal: AbortSignal,
  onProgress: (mbps: number) => void,
): Promise<Finished | null> {
  for await (const event of await client.advice.measureUpload({ siteId }, { signal })) {
    if (event.type === "finished") return event;
    onProgress(event.mbps);
  }
  return null;
}

import { Waypoints } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Message } from "#core/nat/diagnosis.ts";
import type { SurveyDevice } from "#core/survey/survey-sections.ts";
import { useText } from "../../../i18n/language.tsx";
import { hrefOf } from "../../../navigation/route.ts";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { Banner } from "../../../ui/banner.tsx";
import { Bullets } from "../../../ui/bullets.tsx";
import { Button, ButtonLink } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Inline, Inset } from "../../../ui/layout.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { ReadConfigButton } from "./read-config-dialog.tsx";
import { TunnelRow } from "./tunnel-row.tsx";
import { useTunnels } from "./use-tunnels.ts";

type Removed = { name: string; left: readonly Message[] };

/** A site's VPNs and relays: what stands, whether it works, and all that can be done about it. Nothing where there are none. */
export function TunnelsCard({ siteId, devices }: { siteId: string; devices: readonly SurveyDevice[] }) {
  const { t } = useText();
  const loaded = useTunnels(siteId);
  const [removed, setRemoved] = useState<readonly Removed[]>([]);
  const title = t("uiTunnels.title");
  if (loaded.step === "failed")
    return (
      <Card title={title}>
        <ProblemBanner problem={loaded.problem} onRetry={loaded.reload} />
      </Card>
    );
  if (loaded.step === "loading" || (loaded.value.length === 0 && removed.length === 0)) return null;
  return (
    <Card
      title={title}
      hint={t("uiTunnels.hint")}
      actions={
        <Inline>
          <ButtonLink icon={Waypoints} href={hrefOf({ page: "rehearsal", siteId })}>
            {t("uiRehearsal.button")}
          </ButtonLink>
          <ReadConfigButton />
        </Inline>
      }
      flush
    >
      {removed.length > 0 && (
        <Inset>
          {removed.map((one) => (
            <LeftToDo
              key={one.name}
              removed={one}
              onClose={() => setRemoved((last) => last.filter((other) => other !== one))}
            />
          ))}
        </Inset>
      )}
      {loaded.value.length > 0 && (
        <Rows label={title}>
          {loaded.value.map((state) => (
            <TunnelRow
              key={state.tunnel.id}
              siteId={siteId}
              state={state}
              devices={devices}
              onChanged={loaded.reload}
              onRemoved={(name, left) => setRemoved((last) => [...last, { name, left }])}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}

/** What only people can do after a tunnel was removed here; stays until it is read. */
function LeftToDo({ removed: { name, left }, onClose }: { removed: Removed; onClose: () => void }) {
  const { t, say } = useText();
  const button = useRef<HTMLElement>(null);
  // The row that had the focus is gone.
  useEffect(() => button.current?.focus(), []);
  return (
    <Banner
      tone={left.length === 0 ? "positive" : "caution"}
      title={t("uiTunnels.remove.leftTitle", { name })}
      actions={
        <Button ref={button} onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      {left.length === 0 ? <p>{t("uiTunnels.remove.nothingLeft")}</p> : <Bullets items={left.map(say)} />}
    </Banner>
  );
}

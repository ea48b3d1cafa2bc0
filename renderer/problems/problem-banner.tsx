import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useIsLineLost } from "../connection/connection-context.tsx";
import { useText, type Key } from "../i18n/language.tsx";
import { hrefOf, type Route } from "../navigation/route.ts";
import { Banner } from "../ui/banner.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { CodeBlock } from "../ui/text.tsx";
import type { Problem } from "./problem.ts";

/** Where a failure is put right, if that is a page of its own. */
const LEADS: Partial<Record<Problem["code"], { to: Route; says: Key }>> = {
  ADDRESSES_CLASH: { to: { page: "servers" }, says: "ui.servers.toPlan" },
  HOST_KEY_UNKNOWN: { to: { page: "servers" }, says: "ui.servers.toServers" },
  SERVER_KEY_NOT_HERE: { to: { page: "servers" }, says: "ui.servers.toServers" },
};

/** A failure in plain words, what to do about it, and the technical part behind a disclosure. */
export function ProblemBanner({
  problem,
  onRetry,
  actions,
}: {
  problem: Problem;
  onRetry?: (() => void) | undefined;
  actions?: ReactNode;
}) {
  const { t } = useText();
  const isLineLost = useIsLineLost();
  const lead = LEADS[problem.code];
  // The notice above the page says the same, and what to do.
  if (problem.code === "DISCONNECTED" && isLineLost) return null;
  return (
    <Banner
      tone="critical"
      title={t(`error.${problem.code}.title`, problem.args)}
      actions={
        (onRetry ?? actions ?? lead) !== undefined && (
          <>
            {onRetry && (
              <Button icon={RotateCw} onClick={onRetry}>
                {t("ui.common.tryAgain")}
              </Button>
            )}
            {lead && <ButtonLink href={hrefOf(lead.to)}>{t(lead.says)}</ButtonLink>}
            {actions}
          </>
        )
      }
    >
      <p>{t(`error.${problem.code}.next`, problem.args)}</p>
      <Disclosure label={t("ui.common.technicalDetail")}>
        <CodeBlock label={t("ui.common.technicalDetail")}>
          {[problem.code, problem.detail].filter(Boolean).join("\n")}
        </CodeBlock>
      </Disclosure>
    </Banner>
  );
}

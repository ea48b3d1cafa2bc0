import { Copy, ExternalLink, Lightbulb } from "lucide-react";
import { useState } from "react";
import { routerStatusPage, type RouterStatusPage } from "#core/knowledge/router-status-page.ts";
import { isSitePage } from "#core/net/site-page.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { readTypedWanAddress } from "#core/survey/typed-wan-address.ts";
import { useAction } from "../../connection/use-action.ts";
import { copyText } from "../../files/copy-text.ts";
import { useAppInfo } from "../../host-state/app-info-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { confidenceWords } from "./confidence.ts";

type SettleDialogProps = {
  siteId: string;
  record: CheckRecord;
  onClose: () => void;
  onSettled: (record: CheckRecord) => void;
};

/** Leads to the router's own status page and takes the address that is read off it; the check is judged anew with it. */
export function SettleDialog({ siteId, record, onClose, onSettled }: SettleDialogProps) {
  const text = useText();
  const { t, say } = text;
  const announce = useAnnounce();
  const toast = useToast();
  const settling = useAction();
  const [typed, setTyped] = useState("");
  const [checked, setChecked] = useState(false);
  const { gateway, publicAddress } = record.diagnosis;
  const read = readTypedWanAddress(typed, record.diagnosis);
  const page = gateway === null ? null : routerStatusPage(record.observations, gateway, { locale: text.locale });

  function submit(): void {
    setChecked(true);
    if (!read.ok) return;
    settling.run(async (client) => {
      const settled = await client.check.settle({ siteId, checkId: record.checkId, wanAddress: read.address });
      const { verdict } = settled.record.diagnosis;
      onClose();
      onSettled(settled.record);
      toast(t("ui.settle.done"));
      const confidence = confidenceWords(verdict, text);
      announce(t("ui.check.announceVerdict", { sentence: say(verdict.sentence), confidence }));
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={t("ui.settle.title")}
      description={t("ui.settle.lead")}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t("ui.common.cancel")}
          </Button>
          <Button look="primary" size="large" type="submit" pending={settling.pending}>
            {t("ui.settle.confirm")}
          </Button>
        </>
      }
    >
      <Steps
        items={[
          <OpenPage key="open" gateway={gateway} />,
          <WhereItStands key="where" page={page} />,
          <TextField
            key="type"
            technical
            label={t("ui.settle.field")}
            hint={t("ui.settle.fieldHint")}
            value={typed}
            maxLength={64}
            autoComplete="off"
            onChange={(next) => {
              setTyped(next);
              setChecked(false);
            }}
            error={checked && !read.ok ? t(`ui.settle.refused.${read.reason}`) : null}
          />,
        ]}
      />
      {publicAddress !== null && (
        <Text size="small" tone="soft">
          {t("ui.settle.compare")} <Code>{publicAddress}</Code>
        </Text>
      )}
      {settling.problem && <ProblemBanner problem={settling.problem} onRetry={submit} />}
    </Dialog>
  );
}

function OpenPage({ gateway }: { gateway: string | null }) {
  const { t } = useText();
  const { shell } = useAppInfo();
  const toast = useToast();
  if (gateway === null) return <Text>{t("ui.settle.openUnknown")}</Text>;
  const url = `http://${isIpv6(gateway) ? `[${gateway}]` : gateway}/`;
  return (
    <Stack gap="tight">
      <Text>{t("ui.settle.open")}</Text>
      <Inline>
        <Code>{url}</Code>
        <Button
          look="quiet"
          size="small"
          icon={Copy}
          label={`${t("ui.common.copy")}: ${url}`}
          onClick={() =>
            void copyText(url).then(
              () => toast(t("ui.common.copied")),
              () => toast(t("ui.common.copyFailed")),
            )
          }
        >
          {t("ui.common.copy")}
        </Button>
        {/* Without encryption the desktop window hands only pages on site to the browser; a tab opens another one by itself. */}
        {(shell !== "desktop" || isSitePage(url)) && (
          <ButtonLink look="quiet" size="small" icon={ExternalLink} href={url} elsewhere={t("ui.settle.newTab")}>
            {t("ui.settle.openLink")}
          </ButtonLink>
        )}
      </Inline>
    </Stack>
  );
}

/** Menus are quoted as routers write them; how far they are to be believed stands with them. */
function WhereItStands({ page }: { page: RouterStatusPage | null }) {
  const { t } = useText();
  if (page === null) return <Text>{t("ui.settle.whereUnknown")}</Text>;
  const menu = page.menu.join(" › ");
  const sure = page.confidence === "high";
  return (
    <Stack gap="tight">
      <Text>
        {t(sure ? "ui.settle.where" : "ui.settle.whereProbably", { family: page.family })} <Code>{menu}</Code>
        {page.label !== null && (
          <>
            {" "}
            {t("ui.settle.whereLabel")} <Code>{page.label}</Code>
          </>
        )}
      </Text>
      {!sure && (
        <Note icon={Lightbulb} tone="info" title={t(`ui.settle.confidence.${page.confidence}`)}>
          {t("ui.settle.otherwise")}
        </Note>
      )}
      <Text size="caption" tone="faint">
        {t("ui.settle.source", { source: page.source, seen: page.seen })}
      </Text>
    </Stack>
  );
}

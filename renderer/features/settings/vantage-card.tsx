import { CircleAlert, CircleCheck, PlugZap, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { VantageStatus, VantageTest } from "#core/contract/vantage-status.ts";
import { parseVantageAddress, vantageTokenSchema } from "#core/vantage/vantage-address.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useAppInfo } from "../../host-state/app-info-context.tsx";
import { useSettings } from "../../host-state/settings-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { PasswordField, TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";

const loadStatus = (client: FarsiteClient, signal: AbortSignal) => client.vantage.status(undefined, { signal });

/** The firm's own server outside: only with one a check can prove that something gets in. */
export function VantageCard() {
  const { t } = useText();
  const status = useLoaded(loadStatus);
  return (
    <Card title={t("ui.vantage.title")} hint={t("ui.vantage.hint")}>
      <LoadedView loaded={status}>{(value) => <LoadedVantage status={value} reload={status.reload} />}</LoadedView>
    </Card>
  );
}

function LoadedVantage({ status, reload }: { status: VantageStatus; reload: () => void }) {
  const { t } = useText();
  const { serverOverrides } = useAppInfo();
  const [changing, setChanging] = useState(false);
  if (serverOverrides.vantage !== null)
    return (
      <>
        <Text size="small">
          {t("ui.vantage.overridden")} {status.url === null ? "-" : <Code>{status.url}</Code>}
        </Text>
        {status.url !== null && <TestPart />}
      </>
    );
  if (changing) return <VantageForm url={status.url} onDone={() => setChanging(false)} onChanged={reload} />;
  return <KeptVantage status={status} onChange={() => setChanging(true)} onForgotten={reload} />;
}

function KeptVantage({
  status,
  onChange,
  onForgotten,
}: {
  status: VantageStatus;
  onChange: () => void;
  onForgotten: () => void;
}) {
  const { t } = useText();
  const { save } = useSettings();
  const toast = useToast();
  const forgetting = useAction();

  function forget(): void {
    forgetting.run(async (client) => {
      await client.vantage.forget();
      // The settings hold the address, too.
      await save({});
      onForgotten();
      toast(t("ui.vantage.forgotten"));
    });
  }

  if (status.url === null)
    return (
      <>
        <Text>{t("ui.vantage.none")}</Text>
        <Inline>
          <Button onClick={onChange}>{t("ui.vantage.add")}</Button>
        </Inline>
      </>
    );
  return (
    <>
      <Text>
        {t("ui.vantage.kept")} <Code>{status.url}</Code>
      </Text>
      {!status.hasToken && <Note icon={TriangleAlert} tone="caution" title={t("ui.vantage.noToken")} />}
      <TestPart />
      <Inline>
        <Button onClick={onChange}>{t("ui.vantage.change")}</Button>
        <Button look="danger" pending={forgetting.pending} onClick={forget}>
          {t("ui.vantage.forget")}
        </Button>
      </Inline>
      {forgetting.problem && <ProblemBanner problem={forgetting.problem} />}
    </>
  );
}

function VantageForm({ url, onDone, onChanged }: { url: string | null; onDone: () => void; onChanged: () => void }) {
  const { t } = useText();
  const { save } = useSettings();
  const toast = useToast();
  const keeping = useAction();
  const [address, setAddress] = useState(url ?? "");
  const [token, setToken] = useState("");
  const [checked, setChecked] = useState(false);
  const parsed = parseVantageAddress(address.trim());
  // What `farsite vantage` prints holds both; a token of its own field wins.
  const givenToken = token.trim() === "" ? (parsed?.token ?? "") : token.trim();
  const isToken = vantageTokenSchema.safeParse(givenToken).success;

  function keep(): void {
    setChecked(true);
    if (parsed === undefined || !isToken) return;
    keeping.run(async (client) => {
      await client.vantage.keep({ url: parsed.url, token: givenToken });
      await save({});
      onChanged();
      onDone();
      toast(t("ui.vantage.saved"));
    });
  }

  return (
    <Form label={t("ui.vantage.title")} onSubmit={keep}>
      <TextField
        technical
        label={t("ui.vantage.address")}
        hint={t("ui.vantage.addressHint")}
        value={address}
        onChange={setAddress}
        error={checked && parsed === undefined ? t("ui.vantage.addressInvalid") : null}
      />
      <PasswordField
        label={t("ui.vantage.token")}
        hint={t("ui.vantage.tokenHint")}
        value={token}
        onChange={setToken}
        autoComplete="off"
        revealLabel={t("ui.login.revealTyped")}
        hideLabel={t("ui.login.hideTyped")}
        error={checked && parsed !== undefined && !isToken ? t("ui.vantage.tokenInvalid") : null}
      />
      {parsed !== undefined && isToken && <TestPart access={{ url: parsed.url, token: givenToken }} />}
      <Inline>
        <Button look="primary" type="submit" pending={keeping.pending}>
          {t("ui.common.save")}
        </Button>
        <Button onClick={onDone}>{t("ui.common.cancel")}</Button>
      </Inline>
      {keeping.problem && <ProblemBanner problem={keeping.problem} />}
    </Form>
  );
}

/** Asks the server once: does it answer, and which of its ports can it use? Without `access`: the one that is kept. */
function TestPart({ access = null }: { access?: { url: string; token: string } | null }) {
  const { t, orElse } = useText();
  const announce = useAnnounce();
  const testing = useAction();
  const [result, setResult] = useState<VantageTest | null>(null);

  function test(): void {
    setResult(null);
    testing.run(async (client) => {
      const answer = await client.vantage.test(access);
      setResult(answer);
      announce(
        answer.state === "answered" ? t("ui.vantage.answered") : orElse(`trouble.${answer.trouble}`, answer.trouble),
      );
    });
  }

  return (
    <Stack gap="small">
      <Inline>
        <Button icon={PlugZap} pending={testing.pending} onClick={test}>
          {t("ui.vantage.test")}
        </Button>
      </Inline>
      {testing.problem && <ProblemBanner problem={testing.problem} onRetry={test} />}
      {result && <TestResult result={result} />}
    </Stack>
  );
}

function TestResult({ result }: { result: VantageTest }) {
  const { t, orElse, duration } = useText();
  if (result.state === "failed")
    return (
      <Note icon={CircleAlert} tone="critical" title={orElse(`trouble.${result.trouble}`, result.trouble)}>
        {result.detail}
      </Note>
    );
  const unusable = result.ports.filter((port) => port.problem !== null);
  const usable = result.ports.filter((port) => port.problem === null);
  return (
    <>
      <Note icon={CircleCheck} tone="positive" title={t("ui.vantage.answered")}>
        {t("ui.vantage.seenAs", { address: result.seenAs.address, time: duration(result.tookMs) })}{" "}
        {usable.length > 0 && t("ui.vantage.ports", { ports: portNames(usable) })}
      </Note>
      {unusable.length > 0 && (
        <Note
          icon={TriangleAlert}
          tone="caution"
          title={t("ui.vantage.unusable", { ports: portNames(unusable), count: unusable.length })}
        />
      )}
    </>
  );
}

type Port = Extract<VantageTest, { state: "answered" }>["ports"][number];

const portNames = (ports: readonly Port[]): string =>
  ports.map(({ transport, port }) => `${transport.toUpperCase()} ${port}`).join(", ");

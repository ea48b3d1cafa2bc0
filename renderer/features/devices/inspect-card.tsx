import { ScanEye, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Device } from "#core/lan/device.ts";
import type { Inspection } from "#core/lan/inspection.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { PasswordField, TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Select } from "../../ui/select.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { InspectionResult } from "./inspection-result.tsx";
import { sharesItsAddress } from "./listed-device.ts";

/** The contract's own limits. */
const MAX_USER_NAME_LENGTH = 200;
const MAX_PASSWORD_LENGTH = 4_000;

const USUAL_PORTS = "usual";

/** Asks this one device with a login that is typed for it: is it the right camera, and is it ready? */
export function InspectCard({ device }: { device: Device }) {
  const { t } = useText();
  const announce = useAnnounce();
  const asking = useAction();
  const [userName, setUserName] = useState("admin");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const [way, setWay] = useState(USUAL_PORTS);
  const [result, setResult] = useState<Inspection | null>(null);
  const [first] = device.addresses;
  const webPorts = device.ports.filter(({ service, transport }) => transport === "tcp" && isWeb(service));
  if (first === undefined) return null;

  function ask(): void {
    if (userName.trim() === "" || password === "") return setMissing(true);
    const typed = password;
    // From here on only the call holds it.
    setPassword("");
    setResult(null);
    const port = webPorts.find((one) => `${one.port}` === way);
    asking.run(async (client) => {
      const answer = await client.devices.inspect({
        address: first?.address ?? "",
        interfaceName: first?.interfaceName ?? null,
        port: port?.port ?? null,
        secure: port?.service === "web-secure",
        brand: device.brand?.value ?? null,
        userName: userName.trim(),
        password: typed,
      });
      setResult(answer);
      announce(t(answer.state === "read" ? "ui.inspect.announceRead" : `ui.inspect.failed.${answer.why}`));
    });
  }

  return (
    <Card title={t("ui.inspect.title")} hint={t("ui.inspect.hint")} flush>
      <Inset>
        <Form label={t("ui.inspect.title")} onSubmit={ask}>
          <TextField
            label={t("ui.login.userName")}
            value={userName}
            onChange={setUserName}
            maxLength={MAX_USER_NAME_LENGTH}
            technical
            autoComplete="off"
            error={missing && userName.trim() === "" ? t("ui.inspect.userNameMissing") : null}
          />
          <PasswordField
            label={t("ui.login.password")}
            value={password}
            onChange={(next) => {
              setPassword(next);
              setMissing(false);
            }}
            maxLength={MAX_PASSWORD_LENGTH}
            error={missing && password === "" ? t("ui.login.passwordMissing") : null}
            revealLabel={t("ui.login.revealTyped")}
            hideLabel={t("ui.login.hideTyped")}
            // The device's password is not this page's: the browser must neither fill nor keep it.
            autoComplete="new-password"
          />
          {webPorts.length > 1 && (
            <Select
              label={t("ui.inspect.port")}
              value={way}
              onChange={setWay}
              options={[
                { value: USUAL_PORTS, label: t("ui.inspect.usualPorts") },
                ...webPorts.map(({ port, service }) => ({
                  value: `${port}`,
                  label: `${service === "web-secure" ? "https" : "http"} ${port}`,
                })),
              ]}
            />
          )}
          {sharesItsAddress(device) && (
            <Note icon={TriangleAlert} tone="caution" title={t("ui.device.sharedAddress")}>
              {t("ui.device.sharedAddressText")}
            </Note>
          )}
          <Inline>
            <Button look="primary" icon={ScanEye} type="submit" pending={asking.pending}>
              {t("ui.inspect.ask")}
            </Button>
            <Text as="span" size="small" tone="faint">
              {t("ui.inspect.whom")} <Code>{first.address}</Code>
            </Text>
          </Inline>
        </Form>
        {asking.problem && <ProblemBanner problem={asking.problem} />}
        {result?.state === "failed" && (
          <Banner tone="caution" title={t(`ui.inspect.failed.${result.why}`)}>
            <p>{t(`ui.inspect.failedNext.${result.why}`)}</p>
            {result.detail !== null && (
              <p>
                <Code>{result.detail}</Code>
              </p>
            )}
          </Banner>
        )}
      </Inset>
      {result?.state === "read" && <InspectionResult result={result} />}
    </Card>
  );
}

const isWeb = (service: string | null): boolean =>
  service === "web" || service === "web-secure" || service === "web-or-apps" || service === "onvif";

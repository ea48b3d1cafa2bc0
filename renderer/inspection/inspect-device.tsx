import { ScanEye } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Inspection } from "#core/lan/inspection.ts";
import { useAction } from "../connection/use-action.ts";
import { useText } from "../i18n/language.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { useAnnounce } from "../ui/announcer.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { PasswordField, TextField } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Inline, Inset } from "../ui/layout.tsx";
import { Select } from "../ui/select.tsx";
import { Code, Text } from "../ui/text.tsx";
import { InspectionResult } from "./inspection-result.tsx";

/** The contract's own limits. */
const MAX_USER_NAME_LENGTH = 200;
const MAX_PASSWORD_LENGTH = 4_000;

const USUAL_PORTS = "usual";

/** Where the device is asked. */
export type InspectedDevice = { address: string; interfaceName: string | null; brand: string | null };

type InspectDeviceProps = {
  device: InspectedDevice;
  /** Its web ports, where there are several to choose from; none: the usual ones are tried. */
  webPorts: readonly { port: number; secure: boolean }[];
  /** Where this is not the page's next step. */
  isAside?: boolean;
  /** What to know before asking. */
  note?: ReactNode;
  onRead?: (result: Read) => void;
};

type Read = Extract<Inspection, { state: "read" }>;

/** Asks one device with a login that is typed for it, and shows what it told. Stands in a flush card. The login is kept nowhere. */
export function InspectDevice({ device, webPorts, isAside = false, note, onRead }: InspectDeviceProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const asking = useAction();
  const [userName, setUserName] = useState("admin");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const [way, setWay] = useState(USUAL_PORTS);
  const [result, setResult] = useState<Inspection | null>(null);

  function ask(): void {
    if (userName.trim() === "" || password === "") return setMissing(true);
    const typed = password;
    // From here on only the call holds it.
    setPassword("");
    setResult(null);
    const chosen = webPorts.find(({ port }) => `${port}` === way) ?? (webPorts.length === 1 ? webPorts[0] : undefined);
    asking.run(async (client) => {
      const answer = await client.devices.inspect({
        ...device,
        port: chosen?.port ?? null,
        secure: chosen?.secure ?? false,
        userName: userName.trim(),
        password: typed,
      });
      setResult(answer);
      announce(t(answer.state === "read" ? "ui.inspect.announceRead" : `ui.inspect.failed.${answer.why}`));
      if (answer.state === "read") onRead?.(answer);
    });
  }

  return (
    <>
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
                ...webPorts.map(({ port, secure }) => ({
                  value: `${port}`,
                  label: `${secure ? "https" : "http"} ${port}`,
                })),
              ]}
            />
          )}
          {note}
          <Inline>
            <Button look={isAside ? "secondary" : "primary"} icon={ScanEye} type="submit" pending={asking.pending}>
              {t("ui.inspect.ask")}
            </Button>
            <Text as="span" size="small" tone="faint">
              {t("ui.inspect.whom")} <Code>{device.address}</Code>
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
    </>
  );
}

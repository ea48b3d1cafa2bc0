import { Smartphone, Square, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Code, Text } from "../../ui/text.tsx";
import type { PhonePage, PhoneVisit } from "./phone-state.ts";

/** The page for the telephone is open: its code, its address, how long yet, and who came. */
export function PhoneWaiting({ page, onStop }: { page: PhonePage; onStop: () => void }) {
  const { t, say } = useText();
  const left = useSecondsLeft(page.until);
  return (
    <Stack>
      <QrCode text={page.url} label={t("ui.walk.phone.qr")}>
        <Steps
          items={[
            <Text key="wifi" weight="strong">
              {t("ui.walk.phone.wifiOff")}
            </Text>,
            <Text key="scan">{t("ui.walk.phone.scan")}</Text>,
            <Stack key="address" gap="tight">
              <Text>{t("ui.walk.phone.orType")}</Text>
              <Inline gap="tight">
                <Code>{page.url}</Code>
                <CopyIcon text={page.url} what={t("ui.walk.phone.address")} />
              </Inline>
            </Stack>,
          ]}
        />
        {page.remarks.map((remark) => (
          <Note key={say(remark)} icon={TriangleAlert} tone="caution" title={say(remark)} />
        ))}
        <Inline>
          <Button icon={Square} onClick={onStop}>
            {t("ui.walk.phone.stop")}
          </Button>
          <span role="timer">
            <Text as="span" size="small" tone="soft">
              {t("ui.walk.phone.left", { time: clock(left) })}
            </Text>
          </span>
        </Inline>
      </QrCode>
    </Stack>
  );
}

/** Who opened the page, and what each visit says about the way in. */
export function PhoneVisits({ visits }: { visits: readonly PhoneVisit[] }) {
  const { t, say } = useText();
  if (visits.length === 0) return null;
  return (
    <Reasons
      label={t("ui.walk.phone.visits")}
      items={visits.map(({ at, from, judged, remark }, index) => ({
        key: `${index} ${at} ${from}`,
        icon: judged === "outside" ? Smartphone : TriangleAlert,
        tone: judged === "outside" ? "positive" : "caution",
        text: say(remark),
      }))}
    />
  );
}

const SECOND_MS = 1_000;

function useSecondsLeft(until: string): number {
  const left = (): number => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / SECOND_MS));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), SECOND_MS);
    return () => clearInterval(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- counts down to this one end
  }, [until]);
  return seconds;
}

/** `272` -> `4:32`. */
const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;

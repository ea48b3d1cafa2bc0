import { KeyRound } from "lucide-react";
import { useCallback, useState } from "react";
import { sitePlatformSchema, type SitePlatform, type Tunnel } from "#core/tunnel/tunnel.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { useText } from "../../../i18n/language.tsx";
import { LoadedView } from "../../../problems/loaded-view.tsx";
import { Inline, Inset, Narrow, Stack } from "../../../ui/layout.tsx";
import { Note } from "../../../ui/note.tsx";
import { SegmentedControl } from "../../../ui/segmented-control.tsx";
import { Select } from "../../../ui/select.tsx";
import { Steps } from "../../../ui/steps.tsx";
import { Heading, Text } from "../../../ui/text.tsx";
import { Notice } from "../step-notices.tsx";
import { BoxKit } from "./box-kit.tsx";
import { TypedValues } from "./typed-values.tsx";
import { isLeftOut, WrittenFiles } from "./written-files.tsx";

export type TunnelEnd = "site" | "server" | "kit";

type TunnelFilesProps = {
  siteId: string;
  tunnel: Tunnel;
  ends: readonly TunnelEnd[];
  /** The card has no heading above it. */
  isFirst?: boolean;
};

/** What the permanent end of a relay is written for; other machines run one of these. */
const RELAY_PLATFORMS: readonly SitePlatform[] = ["linux", "openwrt", "windows"];

/** What both ends of a tunnel are told, end by end. Stands in a flush card. */
export function TunnelFiles({ siteId, tunnel, ends, isFirst = false }: TunnelFilesProps) {
  const { t } = useText();
  const [chosen, setChosen] = useState<TunnelEnd | null>(null);
  const [platform, setPlatform] = useState<SitePlatform | null>(null);
  const end = chosen !== null && ends.includes(chosen) ? chosen : (ends[0] ?? "site");
  const platforms = platformsOf(tunnel);
  const shown = platform ?? tunnel.platform ?? platforms[0] ?? "linux";
  return (
    <>
      <Inset above={isFirst}>
        <Inline gap="medium" align="start">
          {ends.length > 1 && (
            <SegmentedControl
              label={t("uiTunnels.files.end")}
              value={end}
              onChange={setChosen}
              options={ends.map((value) => ({ value, label: t(`uiTunnels.files.ends.${value}`) }))}
            />
          )}
          {end === "site" && (
            <Narrow>
              <Select
                label={t("uiTunnels.files.platform")}
                options={platforms.map((value) => ({ value, label: t(`surveyChoice.tunnels.platform.${value}`) }))}
                value={shown}
                onChange={setPlatform}
              />
            </Narrow>
          )}
        </Inline>
      </Inset>
      {end === "kit" ? (
        <Inset>
          <BoxKit siteId={siteId} tunnelId={tunnel.id} />
        </Inset>
      ) : (
        <EndFiles siteId={siteId} tunnelId={tunnel.id} end={end} platform={end === "site" ? shown : null} />
      )}
    </>
  );
}

function platformsOf({ kind, platform }: Tunnel): readonly SitePlatform[] {
  if (kind !== "ssh" && kind !== "frp") return sitePlatformSchema.options;
  return platform == null || RELAY_PLATFORMS.includes(platform) ? RELAY_PLATFORMS : [platform, ...RELAY_PLATFORMS];
}

type EndFilesProps = { siteId: string; tunnelId: string; end: "site" | "server"; platform: SitePlatform | null };

function EndFiles({ siteId, tunnelId, end, platform }: EndFilesProps) {
  const { t, say } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) =>
      client.tunnels.files({ siteId, tunnelId, end, platform, withSecrets: false }, { signal }),
    [siteId, tunnelId, end, platform],
  );
  const loaded = useLoaded(load);
  const whole = (client: FarsiteClient) => client.tunnels.files({ siteId, tunnelId, end, platform, withSecrets: true });
  if (loaded.step !== "ready")
    return (
      <Inset>
        <LoadedView loaded={loaded}>{() => null}</LoadedView>
      </Inset>
    );
  const { files, steps, values, remarks } = loaded.value;
  const isEmpty = files.length + steps.length + values.length === 0;
  const hasSecret = [...files, ...values].some(({ text }) => isLeftOut(text));
  return (
    <>
      <Inset>
        {remarks.map((remark) => (
          <Notice key={say(remark.text)} notice={remark} />
        ))}
        {isEmpty && remarks.length === 0 && (
          <Text size="small" tone="soft">
            {t("uiTunnels.files.none")}
          </Text>
        )}
        {hasSecret && (
          <Note icon={KeyRound} tone="caution" title={t("uiTunnels.files.secretTitle")}>
            {t("uiTunnels.files.secretText")}
          </Note>
        )}
        {steps.length > 0 && (
          <Stack gap="small">
            <Heading level={3}>{t("uiTunnels.files.steps")}</Heading>
            <Steps
              items={steps.map((step) => (
                <Text key={say(step)} size="small" measure lines>
                  {say(step)}
                </Text>
              ))}
            />
          </Stack>
        )}
      </Inset>
      {files.length > 0 && <WrittenFiles files={files} fetchWhole={async (client) => (await whole(client)).files} />}
      {values.length > 0 && <TypedValues values={values} fetchWhole={async (client) => (await whole(client)).values} />}
    </>
  );
}

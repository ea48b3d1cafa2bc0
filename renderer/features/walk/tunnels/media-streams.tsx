import { Trash2, Video } from "lucide-react";
import { useState } from "react";
import type { MediaView } from "#core/contract/media-calls.ts";
import { RISKY_PROTOCOLS, type MediaProtocol, type SiteStream } from "#core/tunnel/site-media.ts";
import { useAction } from "../../../connection/use-action.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { CheckList } from "../../../ui/check-list.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Rows, ToolRow } from "../../../ui/rows.tsx";
import { Code, Heading, Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { AddStream, type StreamDraft } from "./media-add.tsx";

export type MediaPartProps = { siteId: string; tunnelId: string; view: MediaView; onChanged: () => void };

const PROTOCOLS: readonly MediaProtocol[] = ["hls", "rtsp", "rtmp", "srt"];

/** What the server shows, and how. Each change is kept at once; the server is told afterwards. */
export function MediaStreams({ siteId, tunnelId, view, onChanged }: MediaPartProps) {
  const { t } = useText();
  const toast = useToast();
  const saving = useAction();
  const { media, accepted, engine } = view;
  const [protocols, setProtocols] = useState<ReadonlySet<MediaProtocol>>(new Set(media.protocols));
  const [acceptedBy, setAcceptedBy] = useState("");
  const [isChecked, setChecked] = useState(false);
  const offered = PROTOCOLS.filter((one) => engine === "mediamtx" || one === "hls");
  const isRisky = RISKY_PROTOCOLS.some(
    (one) => protocols.has(one) && !accepted.some(({ protocol }) => protocol === one),
  );
  const isMissing = isRisky && acceptedBy.trim() === "";

  function save(streams: readonly StreamDraft[], how: ReadonlySet<MediaProtocol> = new Set(media.protocols)): void {
    saving.run(async (client) => {
      const answer = acceptedBy.trim() === "" ? null : acceptedBy.trim();
      await client.media.save({ siteId, tunnelId, streams: [...streams], protocols: [...how], acceptedBy: answer });
      toast(t("uiMedia.saved"));
      onChanged();
    });
  }

  function saveProtocols(): void {
    setChecked(true);
    if (!isMissing) save(media.streams, protocols);
  }

  return (
    <Stack gap="medium">
      <Heading level={3}>{t("uiMedia.streams")}</Heading>
      {media.streams.length === 0 ? (
        <Text size="small" tone="soft">
          {t("uiMedia.noStreams")}
        </Text>
      ) : (
        <Rows label={t("uiMedia.streams")}>
          {media.streams.map((stream) => (
            <StreamRow
              key={stream.id}
              stream={stream}
              pending={saving.pending}
              onRemove={() => save(media.streams.filter(({ id }) => id !== stream.id))}
            />
          ))}
        </Rows>
      )}
      {saving.problem && <ProblemBanner problem={saving.problem} />}
      <AddStream view={view} pending={saving.pending} onAdd={(draft) => save([...media.streams, draft])} />
      <Form label={t("uiMedia.protocols")} onSubmit={saveProtocols}>
        <CheckList
          label={t("uiMedia.protocols")}
          hint={t("uiMedia.webrtc")}
          items={offered.map((value) => ({ value, label: t(`uiMedia.protocol.${value}`) }))}
          chosen={protocols}
          onChange={setProtocols}
        />
        {accepted.map(({ protocol, by }) => (
          <Text key={protocol} size="small" tone="caution">
            {t("uiMedia.accepted", { name: by })}
          </Text>
        ))}
        {isRisky && (
          <>
            <Text size="small" tone="caution">
              {t("uiMedia.risk")}
            </Text>
            <TextField
              label={t("uiMedia.acceptedBy")}
              hint={t("uiMedia.acceptedHint")}
              value={acceptedBy}
              onChange={setAcceptedBy}
              maxLength={200}
              autoComplete="off"
              error={isChecked && isMissing ? t("uiMedia.acceptedHint") : null}
            />
          </>
        )}
        <Inline>
          <Button type="submit" pending={saving.pending}>
            {t("uiMedia.save")}
          </Button>
        </Inline>
      </Form>
    </Stack>
  );
}

function StreamRow({ stream, pending, onRemove }: { stream: SiteStream; pending: boolean; onRemove: () => void }) {
  const { t } = useText();
  const { name, address, port, path } = stream;
  return (
    <ToolRow
      start={<Icon of={Video} tone="neutral" />}
      title={<bdi>{name}</bdi>}
      marks={null}
      tools={
        <Button
          size="small"
          look="danger"
          icon={Trash2}
          label={t("uiMedia.removeOf", { name })}
          pending={pending}
          onClick={onRemove}
        >
          {t("uiMedia.remove")}
        </Button>
      }
      below={null}
    >
      <Code>{`${address}:${port}${path}`}</Code>
    </ToolRow>
  );
}

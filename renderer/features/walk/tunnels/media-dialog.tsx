import { useCallback } from "react";
import type { MediaView } from "#core/contract/media-calls.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { useText } from "../../../i18n/language.tsx";
import { LoadedView } from "../../../problems/loaded-view.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { Send } from "lucide-react";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { useTelling } from "../../../telling/use-telling.ts";
import { Notice } from "../step-notices.tsx";
import { MediaStreams } from "./media-streams.tsx";
import { MediaViewers } from "./media-viewers.tsx";

type MediaDialogProps = { siteId: string; tunnelId: string; name: string; onClose: () => void };

/** A site's cameras through the firm's media relay: which ones, by which protocols, and who may watch. */
export function MediaDialog({ siteId, tunnelId, name, onClose }: MediaDialogProps) {
  const { t, say } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.media.look({ siteId, tunnelId }, { signal }),
    [siteId, tunnelId],
  );
  const loaded = useLoaded(load);
  const part = (view: MediaView) => ({ siteId, tunnelId, view, onChanged: loaded.reload });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("uiMedia.title", { name })}
      description={t("uiMedia.hint")}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      <LoadedView loaded={loaded}>
        {(view) => (
          <Stack gap="large">
            {view.engine !== null && (
              <Text size="small">{t(`uiMedia.engine.${view.engine}`, { server: view.serverName })}</Text>
            )}
            {view.remarks.map((remark) => (
              <Notice key={say(remark.text)} notice={remark} />
            ))}
            {view.engine !== null && (
              <>
                <MediaStreams key={JSON.stringify(view.media.streams)} {...part(view)} />
                <MediaViewers {...part(view)} />
                {view.serverId !== null && <TellServer serverId={view.serverId} onTold={loaded.reload} />}
              </>
            )}
          </Stack>
        )}
      </LoadedView>
    </Dialog>
  );
}

/** Until it is told, the server shows what it was told before. */
function TellServer({ serverId, onTold }: { serverId: string; onTold: () => void }) {
  const { t, say } = useText();
  const { tell, said, pending, problem } = useTelling(serverId, onTold);
  return (
    <Stack gap="small">
      <Inline>
        <Button icon={Send} pending={pending} onClick={() => tell()}>
          {t("uiMedia.tell")}
        </Button>
      </Inline>
      {said && <Text size="small">{say(said)}</Text>}
      {problem && <ProblemBanner problem={problem} />}
    </Stack>
  );
}

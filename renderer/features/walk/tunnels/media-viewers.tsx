import { Link, Plus, User, UserMinus } from "lucide-react";
import { useRef, useState } from "react";
import { standingViewers } from "#core/tunnel/site-media.ts";
import { useAction } from "../../../connection/use-action.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Rows, ToolRow } from "../../../ui/rows.tsx";
import { Heading, Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { MediaLinksDialog, type ViewerLinks } from "./media-links-dialog.tsx";
import type { MediaPartProps } from "./media-streams.tsx";

/** Who may watch; with go2rtc everybody has the same token. */
export function MediaViewers(props: MediaPartProps) {
  const { t } = useText();
  const { view } = props;
  const viewers = view.engine === "go2rtc" ? [] : standingViewers(view.media);
  return (
    <Stack gap="medium">
      <Heading level={3}>{t("uiMedia.viewers")}</Heading>
      {view.engine === "go2rtc" ? (
        <Rows label={t("uiMedia.viewers")}>
          <ViewerRow {...props} viewer={null} />
        </Rows>
      ) : (
        <>
          {viewers.length === 0 && (
            <Text size="small" tone="soft">
              {t("uiMedia.noViewers")}
            </Text>
          )}
          {viewers.length > 0 && (
            <Rows label={t("uiMedia.viewers")}>
              {viewers.map((viewer) => (
                <ViewerRow key={viewer.id} {...props} viewer={viewer} />
              ))}
            </Rows>
          )}
          <AddViewer {...props} />
        </>
      )}
    </Stack>
  );
}

type Viewer = { id: string; name: string; addedAt: string };

function ViewerRow({ siteId, tunnelId, onChanged, viewer }: MediaPartProps & { viewer: Viewer | null }) {
  const { t, dateTime } = useText();
  const toast = useToast();
  const acting = useAction();
  const [shown, setShown] = useState<ViewerLinks | null>(null);
  const name = viewer?.name ?? t("uiMedia.everyone");

  function show(): void {
    acting.run(async (client) =>
      setShown(await client.media.links({ siteId, tunnelId, viewerId: viewer?.id ?? null })),
    );
  }

  function remove(viewerId: string): void {
    acting.run(async (client) => {
      await client.media.removeViewer({ siteId, tunnelId, viewerId });
      toast(t("uiMedia.removed", { name }));
      onChanged();
    });
  }

  return (
    <ToolRow
      start={<Icon of={User} tone="neutral" />}
      title={<bdi>{name}</bdi>}
      marks={null}
      tools={
        <Inline>
          <Button
            size="small"
            icon={Link}
            label={t("uiMedia.showOf", { name })}
            pending={acting.pending}
            onClick={show}
          >
            {t("uiMedia.show")}
          </Button>
          {viewer !== null && (
            <Button
              size="small"
              look="danger"
              icon={UserMinus}
              label={t("uiMedia.removeOf", { name })}
              disabled={acting.pending}
              onClick={() => remove(viewer.id)}
            >
              {t("uiMedia.remove")}
            </Button>
          )}
        </Inline>
      }
      below={acting.problem && <ProblemBanner problem={acting.problem} />}
    >
      {viewer !== null && <span>{t("uiMedia.since", { when: dateTime(viewer.addedAt) })}</span>}
      {shown && <MediaLinksDialog name={name} made={shown} onClose={() => setShown(null)} />}
    </ToolRow>
  );
}

function AddViewer({ siteId, tunnelId, onChanged }: MediaPartProps) {
  const { t } = useText();
  const toast = useToast();
  const adding = useAction();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isMissing = name.trim() === "";

  function add(): void {
    setChecked(isMissing);
    if (isMissing) return field.current?.focus();
    adding.run(async (client) => {
      await client.media.addViewer({ siteId, tunnelId, name: name.trim() });
      toast(t("uiMedia.saved"));
      setName("");
      onChanged();
    });
  }

  return (
    <Form label={t("uiMedia.addViewer")} onSubmit={add}>
      <TextField
        ref={field}
        label={t("uiMedia.viewer")}
        hint={t("uiMedia.viewerHint")}
        value={name}
        onChange={setName}
        maxLength={80}
        autoComplete="off"
        error={isChecked && isMissing ? t("uiMedia.viewerMissing") : null}
      />
      <Inline>
        <Button type="submit" icon={Plus} pending={adding.pending}>
          {t("uiMedia.addViewer")}
        </Button>
      </Inline>
      {adding.problem && <ProblemBanner problem={adding.problem} />}
    </Form>
  );
}

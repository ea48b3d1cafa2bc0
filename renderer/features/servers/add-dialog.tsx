import { Plus } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { goTo } from "../../navigation/use-route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckList } from "../../ui/check-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Stack } from "../../ui/layout.tsx";
import { RadioList } from "../../ui/radio-list.tsx";
import { TickField } from "../../ui/tick-field.tsx";
import { useToast } from "../../ui/toast.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { doesNothing, newServerDraft, placeTroubles, wishOf, type Duty, type ServerDraft } from "./server-draft.ts";

const DUTIES = ["wireguard", "relay", "turn", "media"] as const satisfies readonly Duty[];

/** Asks what a new server is called, where it is and what it shall do; its page then says how to set it up. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const adding = useAction();
  const [kept, keep] = useDraft<ServerDraft>("servers/new");
  const [checked, setChecked] = useState(false);
  const draft = kept ?? newServerDraft;
  const change = (changes: Partial<ServerDraft>): void => keep({ ...draft, ...changes });

  function add(): void {
    setChecked(true);
    const { name, host } = placeTroubles(draft);
    if (name || host !== null || doesNothing(draft)) return;
    adding.run(async (client) => {
      const { server } = await client.servers.add(wishOf(draft));
      keep(null);
      toast(t("ui.servers.added", { name: server.name }));
      onClose();
      goTo({ page: "server", serverId: server.id });
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={add}
      title={t("ui.servers.addTitle")}
      description={t("ui.servers.addText")}
      footer={
        <>
          <Button
            onClick={() => {
              keep(null);
              onClose();
            }}
          >
            {t("ui.common.cancel")}
          </Button>
          <Button look="primary" type="submit" icon={Plus} pending={adding.pending}>
            {t("ui.servers.addConfirm")}
          </Button>
        </>
      }
    >
      <PlaceFields value={draft} onChange={change} checked={checked} />
      <CheckList
        label={t("ui.servers.fields.does")}
        items={DUTIES.map((value) => ({
          value,
          label: t(`ui.servers.fields.${value}`),
          hint: t(`ui.servers.fields.${value}Hint`),
        }))}
        chosen={new Set(draft.does)}
        onChange={(chosen) => change({ does: DUTIES.filter((duty) => chosen.has(duty)) })}
        error={checked && doesNothing(draft) ? t("ui.servers.fields.doesMissing") : null}
      />
      <Disclosure label={t("ui.servers.fields.more")}>
        <Stack>
          {draft.does.includes("media") && (
            <RadioList
              label={t("ui.servers.fields.engine")}
              items={[
                { value: "mediamtx", label: t("ui.servers.fields.mediamtx") },
                { value: "go2rtc", label: t("ui.servers.fields.go2rtc") },
              ]}
              value={draft.engine}
              onChange={(engine) => change({ engine })}
            />
          )}
          <TickField
            label={t("ui.servers.fields.frp")}
            hint={t("ui.servers.fields.frpHint")}
            checked={draft.frp}
            onChange={(frp) => change({ frp })}
          />
        </Stack>
      </Disclosure>
      {adding.problem && <ProblemBanner problem={adding.problem} onRetry={add} />}
    </Dialog>
  );
}

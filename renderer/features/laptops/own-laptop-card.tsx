import { IdCard } from "lucide-react";
import { useState } from "react";
import type { Laptop } from "#core/contract/team-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import type { Loaded } from "../../connection/use-loaded.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline, Pair, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { CardDialog } from "./card-dialog.tsx";

/** The contract's own limit. */
const MAX_NAME_LENGTH = 120;

/** What this laptop and its technician are called, and the card that colleagues need. */
export function OwnLaptopCard({ laptops }: { laptops: Loaded<Laptop[]> }) {
  const { t } = useText();
  return (
    <Card title={t("ui.laptops.own")} hint={t("ui.laptops.ownHint")}>
      <LoadedView loaded={laptops}>
        {(all) => {
          const own = all.find(({ isOwn }) => isOwn);
          return own ? <OwnLaptop laptop={own} reload={laptops.reload} /> : null;
        }}
      </LoadedView>
    </Card>
  );
}

type Names = { name: string; technician: string };

function OwnLaptop({ laptop, reload }: { laptop: Laptop; reload: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const naming = useAction();
  const [draft, setDraft] = useDraft<Names>("own-laptop");
  const [checked, setChecked] = useState(false);
  const [showsCard, setShowsCard] = useState(false);
  const names = draft ?? { name: laptop.name, technician: laptop.technician ?? "" };
  const isMissing = names.name.trim() === "";

  function save(): void {
    setChecked(true);
    if (isMissing) return;
    naming.run(async (client) => {
      const technician = names.technician.trim();
      await client.laptops.name({ name: names.name.trim(), technician: technician === "" ? null : technician });
      setDraft(null);
      reload();
      toast(t("ui.laptops.saved"));
    });
  }

  return (
    <>
      <Form label={t("ui.laptops.own")} onSubmit={save}>
        <Pair>
          <TextField
            label={t("ui.laptops.name")}
            hint={t("ui.laptops.nameHint")}
            value={names.name}
            onChange={(name) => setDraft({ ...names, name })}
            maxLength={MAX_NAME_LENGTH}
            error={checked && isMissing ? t("ui.laptops.nameMissing") : null}
          />
          <TextField
            label={t("ui.laptops.technician")}
            hint={t("ui.laptops.technicianHint")}
            value={names.technician}
            onChange={(technician) => setDraft({ ...names, technician })}
            maxLength={MAX_NAME_LENGTH}
          />
        </Pair>
        {draft && (
          <Inline>
            <Button look="primary" type="submit" pending={naming.pending}>
              {t("ui.common.save")}
            </Button>
            <Button
              onClick={() => {
                setChecked(false);
                setDraft(null);
              }}
            >
              {t("ui.common.cancel")}
            </Button>
          </Inline>
        )}
        {naming.problem && <ProblemBanner problem={naming.problem} />}
      </Form>
      <Stack gap="small">
        <Text as="span" size="small" weight="strong">
          {t("ui.laptops.fingerprint")}
        </Text>
        <Fingerprint>{laptop.fingerprint}</Fingerprint>
      </Stack>
      <Inline>
        <Button icon={IdCard} onClick={() => setShowsCard(true)}>
          {t("ui.laptops.showCard")}
        </Button>
      </Inline>
      {showsCard && <CardDialog laptop={laptop} onClose={() => setShowsCard(false)} />}
    </>
  );
}

import { Laptop as LaptopIcon, ShieldCheck, Undo2, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Laptop } from "#core/contract/team-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import type { Loaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Inset } from "../../ui/layout.tsx";
import { Rows, ToolRow } from "../../ui/rows.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { AddLaptopDialog } from "./add-dialog.tsx";
import { CompareDialog } from "../../team/compare-dialog.tsx";
import { laptopName } from "../../team/laptop-words.ts";

/** Colleagues' laptops, and whether each is really who it says. */
export function LaptopsCard({ laptops }: { laptops: Loaded<Laptop[]> }) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const [comparing, setComparing] = useState<Laptop | null>(null);
  const others = laptops.step === "ready" ? laptops.value.filter(({ isOwn }) => !isOwn) : [];
  return (
    <Card
      title={t("ui.laptops.title")}
      hint={t("ui.laptops.hint")}
      actions={
        <Button icon={UserPlus} onClick={() => setAdding(true)}>
          {t("ui.laptops.add")}
        </Button>
      }
      flush
    >
      {others.length > 0 ? (
        <Rows label={t("ui.laptops.list")}>
          {others.map((laptop) => (
            <LaptopRow
              key={laptop.id}
              laptop={laptop}
              onCompare={() => setComparing(laptop)}
              onChanged={laptops.reload}
            />
          ))}
        </Rows>
      ) : (
        <Inset>
          <LoadedView loaded={laptops}>
            {() => (
              <Text size="small" tone="soft">
                {t("ui.laptops.none")}
              </Text>
            )}
          </LoadedView>
        </Inset>
      )}
      {adding && (
        <AddLaptopDialog
          onClose={() => setAdding(false)}
          onAdded={(laptop) => {
            setAdding(false);
            laptops.reload();
            // One that was only seen is of no use for a hand-over: the next step follows at once.
            if (laptop.trust === "seen") setComparing(laptop);
          }}
        />
      )}
      {comparing && (
        <CompareDialog laptop={comparing} onClose={() => setComparing(null)} onConfirmed={laptops.reload} />
      )}
    </Card>
  );
}

function LaptopRow({ laptop, onCompare, onChanged }: { laptop: Laptop; onCompare: () => void; onChanged: () => void }) {
  const text = useText();
  const { t } = text;
  const toast = useToast();
  const taking = useAction();
  const isConfirmed = laptop.trust === "confirmed";

  function takeBack(): void {
    taking.run(async (client) => {
      await client.laptops.confirm({ laptopId: laptop.id, confirmed: false });
      toast(t("ui.laptops.unconfirmedToast", { laptop: laptop.name }));
      onChanged();
    });
  }

  return (
    <ToolRow
      start={<Icon of={LaptopIcon} tone="neutral" />}
      title={<bdi>{laptopName(laptop, text)}</bdi>}
      marks={
        isConfirmed ? (
          <Badge tone="positive" icon={ShieldCheck}>
            {t("ui.laptops.confirmed")}
          </Badge>
        ) : (
          <Badge tone="caution">{t("ui.laptops.seen")}</Badge>
        )
      }
      tools={
        isConfirmed ? (
          <Button
            look="quiet"
            icon={Undo2}
            label={t("ui.laptops.unconfirmOf", { laptop: laptop.name })}
            pending={taking.pending}
            onClick={takeBack}
          >
            {t("ui.laptops.unconfirm")}
          </Button>
        ) : (
          <Button icon={ShieldCheck} onClick={onCompare}>
            {t("ui.laptops.compare")}
          </Button>
        )
      }
      below={taking.problem && <ProblemBanner problem={taking.problem} />}
    >
      <Code>{laptop.fingerprint}</Code>
    </ToolRow>
  );
}

import { Award } from "lucide-react";
import { useRef, useState } from "react";
import type { Advice } from "#core/advice/advice.ts";
import type { RouteId } from "#core/advice/route-id.ts";
import { useAction } from "../../connection/use-action.ts";
import { useOwnName } from "../../host-state/use-laptops.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Chip, Chips } from "../../ui/chips.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { routeNamed, standingOf, worksLook } from "./route-look.ts";

/** The survey's own limits. */
const MAX_VARIANT = 200;
const MAX_REASON = 2_000;

type ChooseDialogProps = {
  siteId: string;
  advice: Advice;
  route: RouteId;
  onClose: () => void;
  onChosen: () => void;
};

/** Decides on a route; against what is recommended, only with a reason, which is kept. */
export function ChooseDialog({ siteId, advice, route, onClose, onChosen }: ChooseDialogProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const ownName = useOwnName();
  const choosing = useAction();
  const name = t(`route.${route}.name`);
  const { recommended, chosen } = advice;
  const before = chosen?.route === route ? chosen : null;
  const isAsGood = standingOf(advice, route) === "as-good" && recommended !== null;
  const asGood = isAsGood ? t("ui.routes.decision.asGood", { route: t(`route.${recommended}.name`) }) : "";
  const [variant, setVariant] = useState(before?.variant ?? "");
  const [reason, setReason] = useState(before?.reason ?? asGood);
  const [isMissing, setIsMissing] = useState(false);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const doubt = doubtOf(advice, route);
  const products = routeNamed(advice, route)?.products ?? [];

  function choose(): void {
    if (doubt !== null && reason.trim() === "") {
      setIsMissing(true);
      announce(t("ui.routes.decision.reasonMissing"));
      reasonField.current?.focus();
      return;
    }
    choosing.run(async (client) => {
      const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
      await client.advice.choose({ siteId, route, variant: orNull(variant), reason: orNull(reason) });
      announce(t("ui.routes.decision.kept", { route: name }));
      onChosen();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.routes.decision.title", { route: name })}
      description={
        ownName === null ? t("ui.routes.decision.text") : t("ui.routes.decision.textNamed", { name: ownName })
      }
      onSubmit={choose}
      footer={
        <>
          <Button size="large" onClick={onClose}>
            {t("ui.common.cancel")}
          </Button>
          <Button look="primary" size="large" type="submit" pending={choosing.pending}>
            {t("ui.routes.decision.confirm")}
          </Button>
        </>
      }
    >
      {doubt !== null && !isAsGood && <Doubt advice={advice} route={route} doubt={doubt} />}
      <TextArea
        ref={reasonField}
        label={t("ui.routes.decision.reason")}
        {...(doubt === null && { hint: t("ui.routes.decision.reasonHint") })}
        error={isMissing ? t("ui.routes.decision.reasonMissing") : null}
        value={reason}
        maxLength={MAX_REASON}
        onChange={(text) => {
          setReason(text);
          setIsMissing(false);
        }}
      />
      <Stack gap="small">
        <TextField
          label={t("ui.routes.decision.variant")}
          value={variant}
          maxLength={MAX_VARIANT}
          autoComplete="off"
          onChange={setVariant}
        />
        {products.length > 0 && (
          <Chips label={t("ui.routes.decision.suggestions")}>
            <Chips.Kind label={t("ui.routes.decision.suggestions")}>
              {products.map((product) => (
                <Chip
                  key={product.id}
                  pressed={variant.trim() === product.name}
                  onChange={() => setVariant(variant.trim() === product.name ? "" : product.name)}
                >
                  {product.name}
                </Chip>
              ))}
            </Chips.Kind>
          </Chips>
        )}
      </Stack>
      {choosing.problem && <ProblemBanner problem={choosing.problem} />}
    </Dialog>
  );
}

type Doubt = "against" | "does-not-work" | "not-known";

/** Why the decision needs a reason; null: it needs none. */
function doubtOf(advice: Advice, route: RouteId): Doubt | null {
  const answer = routeNamed(advice, route)?.works.answer;
  if (answer === "no") return "does-not-work";
  if (advice.recommended !== null && advice.recommended !== route) return "against";
  return answer === "unknown" ? "not-known" : null;
}

function Doubt({ advice, route, doubt }: { advice: Advice; route: RouteId; doubt: Doubt }) {
  const { t, say } = useText();
  const works = routeNamed(advice, route)?.works;
  const look = worksLook[works?.answer ?? "unknown"];
  const [reason] = works?.reasons ?? [];
  switch (doubt) {
    case "does-not-work":
      return (
        <Note {...look} title={t("ui.routes.decision.doesNotWork")}>
          {reason && say(reason)}
        </Note>
      );
    case "not-known":
      return (
        <Note {...look} title={t("ui.routes.decision.notKnown")}>
          {reason && say(reason)}
        </Note>
      );
    case "against":
      return (
        <Note
          icon={Award}
          tone="accent"
          title={t("ui.routes.decision.against", { route: t(`route.${advice.recommended ?? route}.name`) })}
        />
      );
    default:
      return doubt satisfies never;
  }
}

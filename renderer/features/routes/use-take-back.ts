import type { Advice } from "#core/advice/advice.ts";
import { useAction, type Action } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { useToast } from "../../ui/toast.tsx";

type TakingBack = Pick<Action, "pending" | "problem"> & {
  takeBack: (chosen: NonNullable<Advice["chosen"]>) => void;
};

/** Takes a decision back; for a moment it can be made again as it was. */
export function useTakeBack(siteId: string, onChanged: () => void): TakingBack {
  const { t } = useText();
  const toast = useToast();
  const { run, pending, problem } = useAction();

  function takeBack({ route, variant, reason }: NonNullable<Advice["chosen"]>): void {
    const restore = (): void =>
      run(async (client) => {
        await client.advice.choose({ siteId, route, variant, reason });
        onChanged();
      });
    run(async (client) => {
      await client.advice.choose({ siteId, route: null, variant: null, reason: null });
      onChanged();
      toast(t("ui.routes.decision.takenBack"), { label: t("ui.routes.decision.restore"), onClick: restore });
    });
  }

  return { pending, problem, takeBack };
}

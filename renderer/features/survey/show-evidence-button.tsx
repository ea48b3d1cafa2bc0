import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";

/** Leads from a sentence to the answers it rests on. */
export function ShowEvidenceButton({
  ids,
  about,
  onShow,
}: {
  ids: readonly string[];
  /** What the answers are about, for who hears the button alone. */
  about: string;
  onShow: (ids: readonly string[]) => void;
}) {
  const { t } = useText();
  const words = t("ui.verdict.showEvidence", { count: ids.length });
  return (
    <Button look="quiet" size="small" label={`${words}: ${about}`} onClick={() => onShow(ids)}>
      {words}
    </Button>
  );
}

import { UserMinus } from "lucide-react";
import { useText } from "../i18n/language.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import type { useTelling } from "./use-telling.ts";

/** What came of bringing a server up to date. Others' keys on it go only when a person says so. */
export function TellingResult({ telling }: { telling: ReturnType<typeof useTelling> }) {
  const { t, say } = useText();
  const { tell, said, problem, pending } = telling;
  if (said !== null) return <Banner tone="positive" title={say(said)} />;
  if (problem === null || pending) return null;
  return problem.code === "SERVER_HAS_OTHERS" ? (
    <ProblemBanner
      problem={problem}
      actions={
        <Button look="danger" icon={UserMinus} onClick={() => tell(true)}>
          {t("ui.servers.apply.dropOthers")}
        </Button>
      }
    />
  ) : (
    <ProblemBanner problem={problem} onRetry={() => tell()} />
  );
}

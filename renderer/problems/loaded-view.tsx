import type { ReactNode } from "react";
import { assertNever } from "#core/never.ts";
import type { Loaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { Text } from "../ui/text.tsx";
import { ProblemBanner } from "./problem-banner.tsx";

/** What was loaded, or that it is on its way, or why it could not be had. */
export function LoadedView<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ReactNode }) {
  const { t } = useText();
  switch (loaded.step) {
    case "loading":
      return (
        <Text tone="faint" size="small">
          {t("ui.common.loading")}
        </Text>
      );
    case "failed":
      return <ProblemBanner problem={loaded.problem} onRetry={loaded.reload} />;
    case "ready":
      return children(loaded.value);
    default:
      return assertNever(loaded);
  }
}

import { CircleQuestionMark, Globe, Laptop, Router } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { PathDiagram } from "../../ui/path-diagram.tsx";

/** The line at rest, before anything is known. */
export function GhostPath() {
  const { t } = useText();
  return (
    <PathDiagram
      label={t("ui.home.ghostPath")}
      nodes={[
        { key: "laptop", icon: Laptop, title: t("layer.laptop"), known: true },
        { key: "router", icon: Router, title: t("layer.router"), known: false },
        { key: "unknown", icon: CircleQuestionMark, title: t("ui.home.ghostBox"), known: false },
        { key: "internet", icon: Globe, title: t("layer.internet"), known: false },
      ]}
    />
  );
}

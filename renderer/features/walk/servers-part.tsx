import { Server } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Inline } from "../../ui/layout.tsx";
import type { PartOf } from "./part-props.ts";

/** The way to what has to be done at the firm's servers before this walk can go on. */
export function ServersPart({ part: { serverId } }: { part: PartOf<"servers"> }) {
  const { t } = useText();
  const route = serverId === null ? ({ page: "servers" } as const) : ({ page: "server", serverId } as const);
  return (
    <Inline>
      <ButtonLink icon={Server} look={serverId === null ? "primary" : "secondary"} href={hrefOf(route)}>
        {t(serverId === null ? "ui.walk.servers.all" : "ui.walk.servers.one")}
      </ButtonLink>
    </Inline>
  );
}

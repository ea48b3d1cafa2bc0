import type { KnowledgeFiles } from "#core/knowledge/knowledge.ts";
import { menuIn, sourcingOf } from "#core/knowledge/sourcing.ts";
import type { Text } from "../../i18n/language.tsx";
import { factsAbout, type Fact } from "./facts.ts";

type Maker = KnowledgeFiles["makers"][number];
type Port = { port: number; transport: "tcp" | "udp"; host?: string | undefined };

/** "554/TCP", as installers write it; with the host where it is outbound. */
export const sayPort = ({ port, transport, host }: Port): string =>
  `${host === undefined ? "" : `${host} `}${port}/${transport.toUpperCase()}`;

export function makerFacts(entry: Maker, text: Text): Fact[] {
  const { t, locale } = text;
  const { fact, words } = factsAbout(entry, text);
  const { cloud } = entry;
  const use = (one: Maker["ports"][number]["uses"][number]): string => t(`ui.knowledge.use.${one}`);
  const dash = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(" – ");
  return [
    ...entry.forward.flatMap((needed) =>
      fact(
        t("ui.knowledge.fact.forwardFor", { use: use(needed.use) }),
        [needed.ports.map(sayPort).join(", "), words(needed.words)],
        needed,
      ),
    ),
    ...entry.neverForward.flatMap((never) =>
      fact(t("ui.knowledge.fact.neverForward"), [dash(sayPort(never), words(never.words))], never),
    ),
    ...entry.ports.flatMap((port) =>
      fact(
        t("ui.knowledge.fact.port"),
        [
          `${sayPort(port)}: ${port.uses.map(use).join(", ")}`,
          port.encrypted === undefined ? null : t(`ui.knowledge.encrypted.${port.encrypted ? "yes" : "no"}`),
          words(port.words),
        ],
        port,
      ),
    ),
    ...(cloud
      ? [
          ...fact(
            t("ui.knowledge.fact.cloud"),
            [
              cloud.name,
              cloud.apps.length === 0 ? null : t("ui.knowledge.apps", { apps: cloud.apps.join(", ") }),
              cloud.menu && menuIn(cloud.menu, locale).join(" › "),
              cloud.default === "unknown" ? null : t(`ui.knowledge.factory.${cloud.default}`),
              words(cloud.words),
            ],
            cloud,
          ),
          ...(cloud.endToEnd
            ? fact(
                t("ui.knowledge.fact.endToEnd"),
                [t(`ui.knowledge.answer.${cloud.endToEnd.is}`), words(cloud.endToEnd.words)],
                sourcingOf(sourcingOf(entry, cloud), cloud.endToEnd),
              )
            : []),
          ...fact(t("ui.knowledge.fact.whoSees"), [words(cloud.whoSees)], cloud),
          ...fact(t("ui.knowledge.fact.dataLocation"), [words(cloud.dataLocation)], cloud),
          ...fact(t("ui.knowledge.fact.outbound"), [cloud.outbound.map(sayPort).join(", ")], cloud),
          ...fact(t("ui.knowledge.fact.exit"), [words(cloud.exit)], cloud),
        ]
      : []),
    ...fact(t("ui.knowledge.fact.note"), [words(entry.note)]),
  ];
}

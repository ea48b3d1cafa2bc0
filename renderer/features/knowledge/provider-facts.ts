import type { KnowledgeFiles } from "#core/knowledge/knowledge.ts";
import type { Text } from "../../i18n/language.tsx";
import { factsAbout, type Fact } from "./facts.ts";
import { countryName } from "./known.ts";

/** How a provider's way to share is called; these names are the same in every language. */
const SHARING = { nat444: "NAT444 (CGNAT)", "ds-lite": "DS-Lite", "map-e": "MAP-E", "464xlat": "464XLAT" } as const;

type Provider = KnowledgeFiles["providers"][number];

export function providerFacts(entry: Provider, text: Text): Fact[] {
  const { t, money, locale } = text;
  const { fact, words } = factsAbout(entry, text);
  const { cgnat, ipv6, inbound, contact } = entry;
  return [
    ...fact(
      t("ui.knowledge.fact.cgnat"),
      [
        t(`ui.knowledge.shares.${cgnat.is}`),
        words(cgnat.words),
        entry.sharing && t("ui.knowledge.sharedBy", { how: SHARING[entry.sharing] }),
      ],
      cgnat,
    ),
    ...entry.publicAddress.flatMap((offer) =>
      fact(
        t("ui.knowledge.fact.publicAddress"),
        [
          `${offer.name}: ${t(`ui.knowledge.offer.${offer.kind}`)}`,
          offer.monthly === null
            ? t("ui.knowledge.priceUnknown")
            : offer.monthly.amount === 0
              ? t("ui.knowledge.noCharge")
              : t("ui.routes.cost.per.month", { price: money(offer.monthly.amount, offer.monthly.currency) }),
          offer.once && t("ui.routes.cost.per.once", { price: money(offer.once.amount, offer.once.currency) }),
          words(offer.words),
        ],
        offer,
      ),
    ),
    ...(ipv6 ? fact(t("ui.knowledge.fact.ipv6"), [t(`ui.knowledge.answer.${ipv6.is}`), words(ipv6.words)], ipv6) : []),
    ...(inbound
      ? fact(t("ui.knowledge.fact.inbound"), [t(`ui.knowledge.answer.${inbound.is}`), words(inbound.words)], inbound)
      : []),
    ...(contact ? fact(t("ui.knowledge.fact.contact"), [contact.phone, words(contact.words)], contact) : []),
    ...fact(t("ui.knowledge.fact.website"), [contact?.url], contact).map((page) => ({ ...page, href: page.value })),
    ...fact(t("ui.knowledge.fact.aliases"), [entry.aliases.join(", ")]),
    ...fact(t("ui.knowledge.fact.networks"), [entry.networks.join(", ")]),
    ...fact(t("ui.knowledge.fact.country"), [
      entry.country === null ? t("ui.knowledge.everywhere") : countryName(entry.country, locale),
    ]),
    ...fact(t("ui.knowledge.fact.note"), [words(entry.note)]),
  ];
}

import { labelIn, menuIn, type Label, type Menu } from "#core/knowledge/sourcing.ts";
import type { ForwardFields, RouterFamily } from "#core/knowledge/router-family.ts";
import type { Text } from "../../i18n/language.tsx";
import { factsAbout, type Fact } from "./facts.ts";

const FORWARD_FIELDS = [
  "name",
  "device",
  "internalAddress",
  "internalPort",
  "externalPort",
  "protocol",
  "allowedFrom",
  "enable",
] as const satisfies readonly (keyof ForwardFields)[];

/** VPNs by their names, which are the same in every language. */
const VPN = { wireguard: "WireGuard", openvpn: "OpenVPN", ipsec: "IPsec", l2tp: "L2TP", pptp: "PPTP" } as const;

export function routerFacts(entry: RouterFamily, text: Text): Fact[] {
  const { t, locale } = text;
  const { fact, words } = factsAbout(entry, text);
  const menu = (path: Menu | undefined): string | null => (path ? menuIn(path, locale).join(" › ") : null);
  const named = (key: "field" | "button" | "shownAs" | "label", label: Label | null | undefined): string | null =>
    label ? t(`ui.knowledge.quoted.${key}`, { label: labelIn(label, locale) }) : null;
  const { statusPage, portForward, upnp, bridge, ddns, backup, vpn, pinhole } = entry;
  return [
    ...fact(t("ui.knowledge.fact.ownPage"), [entry.ownPage]),
    ...(statusPage
      ? fact(t("ui.knowledge.fact.statusPage"), [menu(statusPage.menu), named("shownAs", statusPage.label)], statusPage)
      : []),
    ...(portForward
      ? fact(
          t("ui.knowledge.fact.portForward"),
          [
            menu(portForward.menu),
            named("button", portForward.add),
            ...FORWARD_FIELDS.map((field) => {
              const label = portForward.fields[field];
              return label && `${t(`ui.knowledge.forwardField.${field}`)}: ${named("label", label) ?? ""}`;
            }),
            ...portForward.steps.map((step, index) => `${index + 1}. ${words(step) ?? ""}`),
            named("button", portForward.save),
            words(portForward.note),
          ],
          portForward,
        )
      : []),
    ...(upnp
      ? fact(
          t("ui.knowledge.fact.upnp"),
          [t(`ui.knowledge.factory.${upnp.default}`), menu(upnp.menu), named("field", upnp.label), words(upnp.words)],
          upnp,
        )
      : []),
    ...(bridge
      ? fact(
          t("ui.knowledge.fact.bridge"),
          [
            t(`ui.knowledge.answer.${bridge.possible}`),
            menu(bridge.menu),
            named("field", bridge.setting),
            words(bridge.words),
          ],
          bridge,
        )
      : []),
    ...(ddns
      ? fact(t("ui.knowledge.fact.ddns"), [menu(ddns.menu), ddns.providers.join(", "), words(ddns.words)], ddns)
      : []),
    ...(backup ? fact(t("ui.knowledge.fact.backup"), [menu(backup.menu), named("button", backup.label)], backup) : []),
    ...(vpn
      ? fact(
          t("ui.knowledge.fact.vpn"),
          [
            vpn.servers.length === 0
              ? t("ui.knowledge.answer.no")
              : vpn.servers.map((server) => VPN[server]).join(", "),
            menu(vpn.menu),
            words(vpn.words),
          ],
          vpn,
        )
      : []),
    ...(pinhole
      ? fact(
          t("ui.knowledge.fact.pinhole"),
          [menu(pinhole.menu), named("field", pinhole.label), words(pinhole.words)],
          pinhole,
        )
      : []),
    ...fact(t("ui.knowledge.fact.note"), [words(entry.note)]),
  ];
}

import { parseArgs } from "node:util";
import type { MeshLook } from "#core/contract/tunnel-calls.ts";
import { MESH_NAMES } from "#core/mesh/mesh-status.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import { meshProductSchema, type MeshProduct } from "#core/tunnel/tunnel.ts";
import { meshEnds } from "#core/walk/mesh-vpn-forecast.ts";
import { lastCheck } from "#host/store/last-records.ts";
import type { Store } from "#host/store/open-store.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { namedSite } from "../named-site.ts";
import { remarkJson, remarkLines } from "../remark-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

type Text = ReturnType<typeof createI18n>["t"];
const PRODUCTS = meshProductSchema.options;

type Site = { id: string; name: string; check: CheckRecord | null };

/** `farsite mesh [SITE]`: the mesh VPNs on this laptop, and whether paths to a site will be direct. Sends nothing. */
export async function mesh(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, lang: { type: "string" } },
  });
  const [name, ...more] = positionals;
  if (more.length > 0) throw new UsageError("mesh takes one SITE at most");
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const siteId = name === undefined ? null : namedSite(host.store(), name);
  const looks = await host.tunnels.probes.meshes(siteId, null);
  const site = siteId === null ? null : siteNamed(host.store(), siteId);
  if (values.json) {
    const meshes = looks.map((look) => lookJson(look, say));
    context.out(JSON.stringify({ meshes, ...(site !== null && forecastJson(site, say)) }, null, 2));
    return EXIT.ran;
  }
  const installed = looks.map(({ product }) => product);
  context.out(
    [
      ...(looks.length === 0 ? [t("terminalTunnels.mesh.none")] : looks.flatMap((look) => lookLines(look, t, say))),
      ...(site === null ? [] : ["", ...forecastLines(site, installed.length > 0 ? installed : PRODUCTS, locale)]),
    ].join("\n"),
  );
  return EXIT.ran;
}

function siteNamed(store: Store, siteId: string): Site {
  const document = store.document(siteId);
  return { id: siteId, name: document.site.name, check: lastCheck(store, siteId, document) };
}

const lookJson = ({ product, state, facts, remarks }: MeshLook, say: Translate) => ({
  product,
  state,
  facts: facts.map(({ label, value }) => ({ code: label.key, label: say(label), value: say(value) })),
  remarks: remarks.map((one) => remarkJson(one, say)),
});

const lookLines = ({ product, state, facts, remarks }: MeshLook, t: Text, say: Translate): string[] => [
  t("terminalTunnels.mesh.row", { product: MESH_NAMES[product], state: t(`terminalTunnels.mesh.state.${state}`) }),
  ...facts.map(({ label, value }) => `  ${say(label)}: ${say(value)}`),
  ...remarks.flatMap((one) => remarkLines(one, say)),
];

const forecastJson = ({ id, check }: Site, say: Translate) => ({
  siteId: id,
  checkId: check?.checkId ?? null,
  // Without a check nothing is said, which is not the same as "not certain".
  forecast:
    check === null
      ? null
      : PRODUCTS.map((product) => ({
          product,
          ends: meshEnds(product, check).map(({ end, direct, why, birthday }) => ({
            end,
            direct,
            why: why.map(say),
            birthday,
          })),
        })),
});

/** What is the same for several of them is said once. */
function forecastLines({ name, check }: Site, products: readonly MeshProduct[], locale: Locale): string[] {
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  if (check === null) return [t("terminalTunnels.mesh.noCheck")];
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const lines = products.flatMap((product) =>
    meshEnds(product, check).flatMap(({ end, direct, why }) => [
      `  ${t(`walk.mesh-vpn.end.${end}`)}: ${t(`walk.mesh-vpn.direct.${direct}`)}`,
      ...why.map((reason) => `      ${say(reason)}`),
    ]),
  );
  const heading = t("terminalTunnels.mesh.forecast", { site: name, when: when.format(new Date(check.startedAt)) });
  return [heading, ...new Set(lines)];
}

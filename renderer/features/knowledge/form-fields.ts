import { routeIdSchema } from "#core/advice/route-id.ts";
import type { KnowledgeKind } from "#core/knowledge/knowledge.ts";
import { pricePerSchema, priceUseSchema } from "#core/knowledge/price.ts";
import { answerWordSchema, confidenceSchema } from "#core/knowledge/sourcing.ts";
import type { Key } from "../../i18n/language.tsx";

/** What stands in a field, and how it is written down: */
type Shape =
  /** one line */
  | { as: "line"; maxLength: number }
  /** one entry on each line */
  | { as: "lines" }
  /** prose in the language of the window; several of them, one on each line */
  | { as: "words" | "words-list" }
  /** menus with ">" between them; what a field or button is called */
  | { as: "menu" | "label" }
  | { as: "country" | "currency" | "amount" | "date" | "web" | "product" }
  | { as: "choice"; options: readonly { value: string; label: Key }[]; mayBeOpen?: true };

/** One field of a form about an entry; its path is the place in the entry. */
export type FormField = { path: readonly [string] | readonly [string, string]; label: Key; hint?: Key } & Shape;

export type FormPart = { title: Key; fields: readonly FormField[] };

const answers = answerWordSchema.options.map((value) => ({ value, label: `ui.knowledge.answer.${value}` as const }));
const factoryStates = (["on", "off", "varies", "none", "unknown"] as const).map((value) => ({
  value,
  label: `ui.knowledge.factory.${value}` as const,
}));

const note: FormField = { path: ["note"], label: "ui.knowledge.fact.note", as: "words" };

const providerParts: readonly FormPart[] = [
  {
    title: "ui.knowledge.form.provider",
    fields: [
      { path: ["name"], label: "ui.knowledge.form.name", as: "line", maxLength: 120 },
      { path: ["country"], label: "ui.knowledge.fact.country", hint: "ui.knowledge.form.countryHint", as: "country" },
      {
        path: ["line"],
        label: "ui.knowledge.form.line",
        as: "choice",
        options: (["fixed", "mobile", "satellite"] as const).map((value) => ({
          value,
          label: `ui.knowledge.line.${value}` as const,
        })),
      },
      { path: ["aliases"], label: "ui.knowledge.fact.aliases", hint: "ui.knowledge.form.aliasesHint", as: "lines" },
    ],
  },
  {
    title: "ui.knowledge.fact.cgnat",
    fields: [
      {
        path: ["cgnat", "is"],
        label: "ui.knowledge.form.cgnat",
        as: "choice",
        options: answerWordSchema.options.map((value) => ({ value, label: `ui.knowledge.shares.${value}` as const })),
      },
      { path: ["cgnat", "words"], label: "ui.knowledge.form.cgnatWords", as: "words" },
      { path: ["ipv6", "is"], label: "ui.knowledge.fact.ipv6", as: "choice", options: answers, mayBeOpen: true },
    ],
  },
  {
    title: "ui.knowledge.fact.contact",
    fields: [
      { path: ["contact", "phone"], label: "ui.knowledge.form.phone", as: "line", maxLength: 60 },
      { path: ["contact", "url"], label: "ui.knowledge.fact.website", hint: "ui.knowledge.form.webHint", as: "web" },
      { path: ["contact", "words"], label: "ui.knowledge.form.contactWords", as: "words" },
      note,
    ],
  },
];

const routerParts: readonly FormPart[] = [
  {
    title: "ui.knowledge.fact.statusPage",
    fields: [
      { path: ["statusPage", "menu"], label: "ui.knowledge.form.menu", hint: "ui.knowledge.form.menuHint", as: "menu" },
      { path: ["statusPage", "label"], label: "ui.knowledge.form.addressLabel", as: "label" },
    ],
  },
  {
    title: "ui.knowledge.fact.portForward",
    fields: [
      {
        path: ["portForward", "menu"],
        label: "ui.knowledge.form.menu",
        hint: "ui.knowledge.form.menuHint",
        as: "menu",
      },
      { path: ["portForward", "add"], label: "ui.knowledge.form.addButton", as: "label" },
      {
        path: ["portForward", "steps"],
        label: "ui.knowledge.form.steps",
        hint: "ui.knowledge.form.stepsHint",
        as: "words-list",
      },
      { path: ["portForward", "save"], label: "ui.knowledge.form.saveButton", as: "label" },
      { path: ["portForward", "note"], label: "ui.knowledge.form.forwardNote", as: "words" },
    ],
  },
  {
    title: "ui.knowledge.form.other",
    fields: [
      {
        path: ["upnp", "default"],
        label: "ui.knowledge.fact.upnp",
        as: "choice",
        options: factoryStates,
        mayBeOpen: true,
      },
      { path: ["ownPage"], label: "ui.knowledge.fact.ownPage", as: "line", maxLength: 120 },
      note,
    ],
  },
];

const makerParts: readonly FormPart[] = [
  {
    title: "ui.knowledge.fact.cloud",
    fields: [
      { path: ["cloud", "name"], label: "ui.knowledge.form.name", as: "line", maxLength: 80 },
      { path: ["cloud", "menu"], label: "ui.knowledge.form.cloudMenu", hint: "ui.knowledge.form.menuHint", as: "menu" },
      { path: ["cloud", "words"], label: "ui.knowledge.form.cloudWords", as: "words" },
      { path: ["cloud", "whoSees"], label: "ui.knowledge.fact.whoSees", as: "words" },
      { path: ["cloud", "exit"], label: "ui.knowledge.fact.exit", as: "words" },
    ],
  },
  { title: "ui.knowledge.form.other", fields: [note] },
];

const productParts: readonly FormPart[] = [
  {
    title: "ui.knowledge.form.product",
    fields: [
      { path: ["website"], label: "ui.knowledge.fact.website", hint: "ui.knowledge.form.webHint", as: "web" },
      { path: ["dataLocation", "words"], label: "ui.knowledge.fact.dataLocation", as: "words" },
      { path: ["certification", "words"], label: "ui.knowledge.fact.certification", as: "words" },
      note,
    ],
  },
];

const priceParts: readonly FormPart[] = [
  {
    title: "ui.knowledge.fact.price",
    fields: [
      { path: ["what"], label: "ui.knowledge.form.what", hint: "ui.knowledge.form.whatHint", as: "words" },
      {
        path: ["route"],
        label: "ui.knowledge.fact.route",
        as: "choice",
        options: routeIdSchema.options.map((value) => ({ value, label: `route.${value}.name` as const })),
      },
      { path: ["product"], label: "ui.knowledge.fact.product", as: "product" },
      { path: ["amount"], label: "ui.knowledge.form.amount", hint: "ui.knowledge.form.amountHint", as: "amount" },
      {
        path: ["currency"],
        label: "ui.knowledge.form.currency",
        hint: "ui.knowledge.form.currencyHint",
        as: "currency",
      },
      {
        path: ["per"],
        label: "ui.knowledge.form.per",
        as: "choice",
        options: pricePerSchema.options.map((value) => ({ value, label: `ui.knowledge.per.${value}` as const })),
      },
      { path: ["date"], label: "ui.knowledge.fact.askedOn", hint: "ui.knowledge.form.dateHint", as: "date" },
      {
        path: ["use"],
        label: "ui.knowledge.fact.counts",
        as: "choice",
        options: priceUseSchema.options.map((value) => ({ value, label: `ui.knowledge.priceUse.${value}` as const })),
      },
    ],
  },
];

/** What is said of the whole entry: every form ends with it. */
export const SOURCE_PART: FormPart = {
  title: "ui.knowledge.form.source",
  fields: [
    {
      path: ["source"],
      label: "ui.knowledge.form.sourceWho",
      hint: "ui.knowledge.form.sourceHint",
      as: "line",
      maxLength: 300,
    },
    { path: ["seen"], label: "ui.knowledge.form.seen", as: "date" },
    {
      path: ["confidence"],
      label: "ui.knowledge.form.confidence",
      as: "choice",
      options: confidenceSchema.options.map((value) => ({ value, label: `knowledge.certainty.${value}` as const })),
    },
  ],
};

/** What a firm may change about an entry, part by part. The rest stays as it is. */
export const formParts: Record<KnowledgeKind, readonly FormPart[]> = {
  providers: [...providerParts, SOURCE_PART],
  routers: [...routerParts, SOURCE_PART],
  makers: [...makerParts, SOURCE_PART],
  products: [...productParts, SOURCE_PART],
  prices: [...priceParts, SOURCE_PART],
};

export const fieldKey = ({ path }: Pick<FormField, "path">): string => path.join(".");

export const fieldsOf = (kind: KnowledgeKind): FormField[] => formParts[kind].flatMap(({ fields }) => fields);

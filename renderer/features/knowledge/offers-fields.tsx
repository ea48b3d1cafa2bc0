import { Plus, Trash2 } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { EntryList, PlainEntry } from "../../ui/entry-list.tsx";
import { TextField } from "../../ui/field.tsx";
import { FieldList } from "../../ui/field-list.tsx";
import { Inline, Pair } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import type { Complaint } from "./entry-draft.ts";
import type { OfferDraft } from "./offer-draft.ts";

/** The schema's own limit. */
const MAX_OFFERS = 8;

type OffersFieldsProps = {
  offers: readonly OfferDraft[];
  onChange: (offers: readonly OfferDraft[]) => void;
  complaints: ReadonlyMap<string, Complaint>;
};

/** What a provider sells that gives the line an address of its own: what it is called there is what has to be asked for. */
export function OffersFields({ offers, onChange, complaints }: OffersFieldsProps) {
  const { t } = useText();
  const change = (key: string, changes: Partial<OfferDraft>): void =>
    onChange(offers.map((offer) => (offer.key === key ? { ...offer, ...changes } : offer)));
  const error = (key: string): string | null => {
    const complaint = complaints.get(key);
    return complaint === undefined ? null : t(`ui.knowledge.complaint.${complaint}`);
  };
  return (
    <FieldList
      title={t("ui.knowledge.fact.publicAddress")}
      hint={t("ui.knowledge.form.offersHint")}
      empty={offers.length === 0 ? t("ui.knowledge.form.noOffers") : null}
    >
      <EntryList label={t("ui.knowledge.fact.publicAddress")}>
        {offers.map((offer) => (
          <PlainEntry key={offer.key} tone="quiet">
            <Pair>
              <TextField
                label={t("ui.knowledge.form.offerName")}
                value={offer.name}
                maxLength={120}
                autoComplete="off"
                onChange={(name) => change(offer.key, { name })}
                error={error(`${offer.key}.name`)}
              />
              <Select
                label={t("ui.knowledge.form.offerKind")}
                options={(["static", "dynamic-public"] as const).map((value) => ({
                  value,
                  label: t(`ui.knowledge.offer.${value}`),
                }))}
                value={offer.kind === "static" ? "static" : "dynamic-public"}
                onChange={(kind) => change(offer.key, { kind })}
              />
              <TextField
                label={t("ui.knowledge.form.monthly")}
                hint={t("ui.knowledge.form.monthlyHint")}
                value={offer.amount}
                technical
                maxLength={10}
                autoComplete="off"
                onChange={(amount) => change(offer.key, { amount })}
                error={error(`${offer.key}.monthly`)}
              />
              <TextField
                label={t("ui.knowledge.form.currency")}
                hint={t("ui.knowledge.form.currencyHint")}
                value={offer.currency}
                technical
                maxLength={3}
                autoComplete="off"
                onChange={(currency) => change(offer.key, { currency })}
              />
            </Pair>
            <TextField
              label={t("ui.knowledge.form.offerWords")}
              value={offer.words}
              maxLength={600}
              autoComplete="off"
              onChange={(words) => change(offer.key, { words })}
              error={error(`${offer.key}.words`)}
            />
            <Inline justify="end">
              <Button
                look="quiet"
                icon={Trash2}
                label={t("ui.knowledge.form.removeOfferOf", {
                  what: offer.name || t("ui.knowledge.form.offerNameless"),
                })}
                onClick={() => onChange(offers.filter(({ key }) => key !== offer.key))}
              >
                {t("ui.knowledge.form.removeOffer")}
              </Button>
            </Inline>
          </PlainEntry>
        ))}
      </EntryList>
      {offers.length < MAX_OFFERS && (
        <Inline>
          <Button
            icon={Plus}
            onClick={() =>
              onChange([
                ...offers,
                { key: crypto.randomUUID(), name: "", kind: "static", amount: "", currency: "EUR", words: "" },
              ])
            }
          >
            {t("ui.knowledge.form.addOffer")}
          </Button>
        </Inline>
      )}
    </FieldList>
  );
}

import { Plus } from "lucide-react";
import { useState } from "react";
import type { MediaView } from "#core/contract/media-calls.ts";
import { mediaStreamSchema, type SiteStream } from "#core/tunnel/site-media.ts";
import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Inline } from "../../../ui/layout.tsx";
import { Select } from "../../../ui/select.tsx";
import { Text } from "../../../ui/text.tsx";

/** Null: it gets its id when it is kept. */
export type StreamDraft = Omit<SiteStream, "id"> & { id: string | null };

const NONE = "none";
const checkedDraft = mediaStreamSchema.omit({ id: true });

/** A camera by what is known of it, or typed in. */
export function AddStream({
  view: { offers, logins },
  pending,
  onAdd,
}: {
  view: Pick<MediaView, "offers" | "logins">;
  pending: boolean;
  onAdd: (draft: StreamDraft) => void;
}) {
  const { t } = useText();
  const [from, setFrom] = useState(NONE);
  const [typed, setTyped] = useState({ name: "", address: "", port: "554", path: "" });
  const [login, setLogin] = useState(NONE);
  const [isWrong, setWrong] = useState(false);
  const set = (name: keyof typeof typed) => (value: string) => setTyped((last) => ({ ...last, [name]: value }));

  function choose(value: string): void {
    setFrom(value);
    const offer = offers[Number(value)];
    if (offer === undefined) return;
    const { name, address, port, path } = offer;
    setTyped({ name, address, port: String(port), path: path ?? "" });
  }

  function add(): void {
    const draft = { ...typed, port: Number(typed.port), accountId: login === NONE ? null : login };
    const checked = checkedDraft.safeParse(draft);
    setWrong(!checked.success);
    if (checked.success) onAdd({ ...checked.data, id: null });
  }

  return (
    <Disclosure label={t("uiMedia.add")}>
      <Form label={t("uiMedia.add")} onSubmit={add}>
        {offers.length > 0 && (
          <Select
            label={t("uiMedia.from")}
            value={from}
            onChange={choose}
            options={[
              { value: NONE, label: t("uiMedia.fromNone") },
              ...offers.map(({ name, address, port }, index) => ({
                value: String(index),
                label: `${name} (${address}:${port})`,
              })),
            ]}
          />
        )}
        <TextField
          label={t("uiMedia.name")}
          hint={t("uiMedia.nameHint")}
          value={typed.name}
          onChange={set("name")}
          maxLength={80}
          autoComplete="off"
        />
        <TextField
          technical
          label={t("uiMedia.address")}
          hint={t("uiMedia.addressHint")}
          value={typed.address}
          onChange={set("address")}
          maxLength={64}
          autoComplete="off"
        />
        <TextField technical label={t("uiMedia.port")} value={typed.port} onChange={set("port")} maxLength={5} />
        <TextField
          technical
          label={t("uiMedia.path")}
          hint={t("uiMedia.pathHint")}
          value={typed.path}
          onChange={set("path")}
          maxLength={400}
          autoComplete="off"
        />
        <Select
          label={t("uiMedia.login")}
          value={login}
          onChange={setLogin}
          options={[
            { value: NONE, label: t("uiMedia.loginNone") },
            ...logins.map(({ accountId, label }) => ({ value: accountId, label })),
          ]}
        />
        {isWrong && (
          <Text size="small" tone="critical">
            {t("uiMedia.incomplete")}
          </Text>
        )}
        <Inline>
          <Button type="submit" icon={Plus} pending={pending}>
            {t("uiMedia.add")}
          </Button>
        </Inline>
      </Form>
    </Disclosure>
  );
}

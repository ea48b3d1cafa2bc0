import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Code } from "../../ui/text.tsx";
import type { PartOf } from "./part-props.ts";

/** Addresses and the like, to be taken over letter by letter. */
export function CopyPart({ part }: { part: PartOf<"copy"> }) {
  const { t, say } = useText();
  return (
    <Card title={t("ui.walk.copy.title")} hint={t("ui.walk.copy.hint")} flush>
      <Rows label={t("ui.walk.copy.title")}>
        {part.items.map(({ label, text }) => (
          <Row
            key={`${say(label)} ${text}`}
            title={<Code>{text}</Code>}
            end={<CopyIcon text={text} what={say(label)} />}
          >
            {say(label)}
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Code, CodeBlock } from "../../ui/text.tsx";
import type { PartOf } from "./part-props.ts";

/** Addresses, commands and the like, to be taken over letter by letter. */
export function CopyPart({ part }: { part: PartOf<"copy"> }) {
  const { t, say } = useText();
  const title = t(`ui.walk.copy.${part.purpose}.title`);
  return (
    <Card title={title} hint={t(`ui.walk.copy.${part.purpose}.hint`)} flush>
      <Rows label={title}>
        {part.items.map(({ label, text }) => {
          const what = say(label);
          // A file's lines are told apart by where they end.
          const isFile = text.trim().includes("\n");
          return (
            <Row
              key={`${what} ${text}`}
              title={isFile ? what : <Code>{text}</Code>}
              end={<CopyIcon text={text} what={what} />}
            >
              {isFile ? <CodeBlock label={what}>{text}</CodeBlock> : what}
            </Row>
          );
        })}
      </Rows>
    </Card>
  );
}

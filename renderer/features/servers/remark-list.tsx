import { CircleCheck, Info } from "lucide-react";
import type { Remark } from "#core/contract/tunnel-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Bullets } from "../../ui/bullets.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";

/** Problems and warnings stand out and say at once what to do; the rest is quiet. */
export function RemarkList({ remarks }: { remarks: readonly Remark[] }) {
  return (
    <Stack gap="small">
      {remarks.map((remark, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two may say the same, and they come in their order of weight
        <RemarkLine key={index} remark={remark} />
      ))}
    </Stack>
  );
}

function RemarkLine({ remark: { tone, text, details } }: { remark: Remark }) {
  const { t, say } = useText();
  const [first, ...more] = details.map(say);
  if (tone === "good") {
    return (
      <>
        <Note icon={CircleCheck} tone="positive" title={say(text)} />
        {first !== undefined && (
          <Disclosure label={t("ui.servers.details")}>
            <Bullets items={[first, ...more]} />
          </Disclosure>
        )}
      </>
    );
  }
  if (tone === "info") {
    return (
      <Note icon={Info} tone="neutral" title={say(text)}>
        {details.map(say).join(" ")}
      </Note>
    );
  }
  return (
    <Banner tone={tone === "problem" ? "critical" : "caution"} title={say(text)}>
      {first === undefined ? undefined : <p>{first}</p>}
      {more.length > 0 && (
        <Disclosure label={t("ui.servers.details")}>
          <Bullets items={more} />
        </Disclosure>
      )}
    </Banner>
  );
}

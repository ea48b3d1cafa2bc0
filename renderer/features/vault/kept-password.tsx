import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Code } from "../../ui/text.tsx";

/** Fetches the password from the keychain when asked to; it leaves the page's memory when it is hidden. */
export function KeptPassword({ siteId }: { siteId: string }) {
  const { t } = useText();
  const revealing = useAction();
  const [login, setLogin] = useState<{ userName: string; password: string } | null>(null);

  function reveal(): void {
    revealing.run(async (client) => setLogin(await client.vault.reveal({ siteId, account: "router" })));
  }

  return (
    <Stack gap="small">
      {login && (
        <KeyValues
          items={[
            { name: t("ui.login.userName"), value: login.userName === "" ? null : <Code>{login.userName}</Code> },
            { name: t("ui.login.password"), value: <Code>{login.password}</Code> },
          ]}
        />
      )}
      <Inline>
        {login ? (
          <Button icon={EyeOff} onClick={() => setLogin(null)}>
            {t("ui.login.hide")}
          </Button>
        ) : (
          <Button icon={Eye} pending={revealing.pending} onClick={reveal}>
            {t("ui.login.reveal")}
          </Button>
        )}
      </Inline>
      {revealing.problem && <ProblemBanner problem={revealing.problem} onRetry={reveal} />}
    </Stack>
  );
}

import { Play } from "lucide-react";
import type { RehearsalRequest } from "#core/contract/rehearsal-calls.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { readCode } from "#core/rehearsal/rendezvous.ts";
import { useText } from "../../../i18n/language.tsx";
import { useKeptView } from "../../../navigation/kept-view.tsx";
import { hrefOf } from "../../../navigation/route.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button, TextLink } from "../../../ui/button.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { TextArea, TextField } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Inline, Pair, Stack } from "../../../ui/layout.tsx";
import { SegmentedControl } from "../../../ui/segmented-control.tsx";
import { Text } from "../../../ui/text.tsx";

export type RehearsalFormProps = {
  siteId: string | null;
  siteName: string | null;
  /** A test server outside is set up. */
  hasVantage: boolean;
  isAgain: boolean;
  onStart: (request: RehearsalRequest, given: string | null) => void;
};

type Typed = {
  role: RehearsalRequest["role"];
  given: string;
  byText: boolean;
  isMore: boolean;
  address: string;
  outside: string;
  inside: string;
  isChecked: boolean;
};

const NOTHING_TYPED: Typed = {
  role: "invite",
  given: "",
  byText: false,
  isMore: false,
  address: "",
  outside: "",
  inside: "",
  isChecked: false,
};
/** Without a site it is somebody else's rehearsal. */
const HELPING: Typed = { ...NOTHING_TYPED, role: "join" };

/** The contract takes twice as much as a signal has, for what messengers put in between. */
const MAX_GIVEN = 1_400;

/** Who begins, and what the other screen shows; how they meet follows from both. */
export function RehearsalForm({ siteId, siteName, hasVantage, isAgain, onStart }: RehearsalFormProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const [typed, keep] = useKeptView(`rehearsal/${siteId ?? ""}`, siteId === null ? HELPING : NOTHING_TYPED);
  const forwarded = forwardOf(typed);
  const meeting = meetingOf(typed, hasVantage);

  function start(): void {
    keep({ isChecked: true });
    if (meeting === null) return announce(t("uiRehearsal.givenWrong"));
    if (forwarded === "wrong") {
      keep({ isMore: true });
      return announce(t("uiRehearsal.forwardWrong"));
    }
    const { signalling, given } = meeting;
    onStart({ siteId, role: typed.role, signalling, name: siteName, forwarded }, given);
  }

  return (
    <Form label={t("uiRehearsal.title")} onSubmit={start}>
      <SegmentedControl
        label={t("uiRehearsal.who")}
        options={[
          { value: "invite", label: t("uiRehearsal.begin") },
          { value: "join", label: t("uiRehearsal.join") },
        ]}
        value={typed.role}
        onChange={(role) => keep({ role })}
      />
      {typed.role === "invite" ? (
        <Stack gap="tight">
          <Text>{t(hasVantage && !typed.byText ? "uiRehearsal.beginByCode" : "uiRehearsal.beginByText")}</Text>
          {!hasVantage && (
            <Text size="small" tone="soft">
              {t("uiRehearsal.noVantage")}{" "}
              <TextLink href={hrefOf({ page: "settings" })}>{t("uiRehearsal.setUp")}</TextLink>
            </Text>
          )}
        </Stack>
      ) : (
        <TextArea
          label={t("uiRehearsal.given")}
          hint={t("uiRehearsal.givenHint")}
          error={typed.isChecked && meeting === null ? t("uiRehearsal.givenWrong") : null}
          value={typed.given}
          onChange={(given) => keep({ given, isChecked: false })}
          maxLength={MAX_GIVEN}
          rows={2}
        />
      )}
      <Disclosure label={t("uiRehearsal.more")} open={typed.isMore} onOpenChange={(isMore) => keep({ isMore })}>
        <Stack>
          {hasVantage && typed.role === "invite" && (
            <SegmentedControl
              label={t("uiRehearsal.how")}
              options={[
                { value: "code", label: t("uiRehearsal.byCode") },
                { value: "text", label: t("uiRehearsal.byText") },
              ]}
              value={typed.byText ? "text" : "code"}
              onChange={(way) => keep({ byText: way === "text" })}
            />
          )}
          <Stack gap="small">
            <Text size="small" weight="strong">
              {t("uiRehearsal.forward")}
            </Text>
            <Text size="small" tone="soft">
              {t("uiRehearsal.forwardHint")}
            </Text>
            <TextField
              label={t("uiRehearsal.forwardAddress")}
              error={typed.isChecked && forwarded === "wrong" ? t("uiRehearsal.forwardWrong") : null}
              technical
              value={typed.address}
              onChange={(address) => keep({ address })}
              maxLength={45}
            />
            <Pair>
              <TextField
                label={t("uiRehearsal.forwardPort")}
                technical
                value={typed.outside}
                onChange={(outside) => keep({ outside })}
                maxLength={5}
              />
              <TextField
                label={t("uiRehearsal.forwardLocal")}
                technical
                value={typed.inside}
                onChange={(inside) => keep({ inside })}
                maxLength={5}
              />
            </Pair>
          </Stack>
        </Stack>
      </Disclosure>
      <Inline>
        <Button look={isAgain ? "secondary" : "primary"} type="submit" icon={Play}>
          {t(isAgain ? "uiRehearsal.again" : "uiRehearsal.start")}
        </Button>
      </Inline>
    </Form>
  );
}

type Meeting = { signalling: RehearsalRequest["signalling"]; given: string | null };

/** Null: what was typed is neither a code nor a text. */
function meetingOf({ role, given, byText }: Typed, hasVantage: boolean): Meeting | null {
  if (role === "invite")
    return {
      signalling: hasVantage && !byText ? { kind: "vantage", code: null } : { kind: "by-hand" },
      given: null,
    };
  const code = readCode(given);
  if (code !== undefined) return { signalling: { kind: "vantage", code }, given: null };
  return /^\s*FR\d/.test(given) ? { signalling: { kind: "by-hand" }, given } : null;
}

function forwardOf({ address, outside, inside }: Typed): RehearsalRequest["forwarded"] | "wrong" {
  if ([address, outside, inside].every((text) => text.trim() === "")) return null;
  const [canonical, port, localPort] = [canonicalAddress(address.trim()), portOf(outside), portOf(inside)];
  if (canonical === undefined || port === null || localPort === null) return "wrong";
  return { address: canonical, port, localPort };
}

function portOf(typed: string): number | null {
  const number = /^\s*\d{1,5}\s*$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= 65_535 ? number : null;
}

import type { Message, Verdict, VerdictKind } from "../nat/diagnosis.ts";
import { message } from "../nat/diagnosis.ts";
import { observationsOf } from "../nat/observation.ts";
import { assertNever } from "../never.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import { dayArgument } from "./step-helpers.ts";

/** What a check says about asking the provider: whether there is anything to ask for, and whether it was done. */

/** Why a request would lead nowhere, with the evidence; null: there is something to ask for. */
export function nothingToAsk(check: CheckRecord | null): Message | null {
  if (check === null) return message("walk.public-ip.refused.unchecked");
  const { verdict } = check.diagnosis;
  const says = (name: string, args: Message["args"] = {}): Message =>
    message(`walk.public-ip.refused.${name}`, { ...args, date: dayArgument(check.startedAt) });
  switch (verdict.kind) {
    case "public":
      return says("public", { address: publicAddressOf(check) });
    case "firewalled":
      return says("firewalled", { address: publicAddressOf(check) });
    case "double-nat":
      return says("double-nat", { hop: argumentOf(verdict, "hop") });
    case "offline":
      return says("offline");
    case "unknown":
      return says("unknown");
    case "cgnat":
    case "shared-address":
    case "nat64":
      return null;
    default:
      return assertNever(verdict.kind);
  }
}

/** The public address that the verdict speaks of; with several lines all of them. */
const publicAddressOf = ({ diagnosis }: CheckRecord): string =>
  diagnosis.publicAddress ?? (argumentOf(diagnosis.verdict, "address") || argumentOf(diagnosis.verdict, "addresses"));

const argumentOf = ({ sentence }: Verdict, name: string): string => String(sentence.args[name] ?? "");

type Rechecked =
  /** The line has its own address; `behindSecondRouter`: which a second router on site has. */
  | { readonly isDone: true; readonly behindSecondRouter: boolean }
  | { readonly isDone: false; readonly found: "still-shared" | "filtered" | "offline" | "unclear" };

/** Whether the provider has done it. */
export function judgeChange(kind: VerdictKind): Rechecked {
  switch (kind) {
    case "public":
      return { isDone: true, behindSecondRouter: false };
    case "double-nat":
      return { isDone: true, behindSecondRouter: true };
    case "cgnat":
    case "shared-address":
    case "nat64":
      return { isDone: false, found: "still-shared" };
    case "firewalled":
      return { isDone: false, found: "filtered" };
    case "offline":
      return { isDone: false, found: "offline" };
    case "unknown":
      return { isDone: false, found: "unclear" };
    default:
      return assertNever(kind);
  }
}

/** MAC of the router that the laptop was behind; null: it was not seen. Tells one place from another. */
export function routerSeenBy(check: CheckRecord | null): string | null {
  const [seen] = observationsOf(check?.observations ?? [], "gateway-neighbour");
  return seen?.data.mac ?? null;
}

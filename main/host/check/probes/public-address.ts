import { isIpv6 } from "#core/net/ip-address.ts";
import { webPageInstead } from "#core/nat/web-page-instead.ts";
import { addressInWhoamiAnswer } from "#core/nat/whoami-answer.ts";
import { httpGet, type HttpAnswer } from "../../net/http-get.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { ask, skip, type CheckContext, type Question } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { ipv4Targets, ipv6Targets, isAskedOverIpv6, waysOut, type WaysOut } from "../ways-out.ts";

/** An address and a little JSON around it. */
const MAX_WHOAMI_BYTES = 4_096;

const OK = 200;

/**
 * Asks the configured pages from which address they see us: works where UDP is blocked, and cross-checks STUN. Over IPv4,
 * which without IPv4 of its own the laptop reaches through a NAT64, and over IPv6 where there is a way out for it.
 */
export async function probePublicAddress(context: CheckContext): Promise<void> {
  const ways = await waysOut(context);
  await Promise.all(
    context.settings.whoamiUrls.flatMap((url) => {
      // Without the brackets of an IPv6 address.
      const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
      return [
        ...(isIpv6(host) ? [] : [askOverIpv4(context, ways, url, host)]),
        ...(isAskedOverIpv6(host, ways) ? [askOverIpv6(context, ways, url, host)] : []),
      ];
    }),
  );
}

const questionOf = (url: string, family: 4 | 6): Question => ({
  id: family === 4 ? `public-address/${url}` : `public-address/${url}/v6`,
  probe: "public-address",
  question: "my-address",
  asked: url,
});

async function askOverIpv4(context: CheckContext, ways: WaysOut, url: string, host: string): Promise<void> {
  const question = questionOf(url, 4);
  const to = await ways.toIpv4;
  if (to === null) return skip(context, question, "no-gateway");
  const signal = context.outsideSignal;
  await askPage(context, question, url, { signal, targets: () => ipv4Targets(context, to, host, signal) });
}

async function askOverIpv6(context: CheckContext, ways: WaysOut, url: string, host: string): Promise<void> {
  const question = questionOf(url, 6);
  if (!ways.ipv6) return skip(context, question, "no-gateway");
  // An adapter with IPv6 addresses and no line behind them is common: it must not keep a check waiting that IPv4 answered.
  const soon = timeoutSignal(context.budget.outsideSilenceMs, context.outsideSignal);
  await askPage(context, question, url, {
    signal: soon.signal,
    targets: () => ipv6Targets(context, ways, host, soon.signal),
  }).finally(() => soon.end());
}

type Way = { signal: AbortSignal; targets(): Promise<string[]> };

async function askPage(context: CheckContext, question: Question, url: string, way: Way): Promise<void> {
  await ask(context, question, async () => {
    const addresses = await way.targets();
    const answer = await httpGet(url, { addresses, maxBytes: MAX_WHOAMI_BYTES, signal: way.signal });
    const detail = { answeredBy: answer.remoteAddress, raw: answer.body };
    const page = webPageInstead(url, answer);
    if (page) return { data: page, ...detail };
    const address = addressIn(answer, detail);
    if (answer.remoteAddress) context.outsideAnswered(answer.remoteAddress, address);
    return { data: { kind: "public-address-https", url, address }, ...detail };
  });
}

/** @throws ProbeTrouble saying why there is none. */
function addressIn(answer: HttpAnswer, detail: { answeredBy: string | null; raw: string }): string {
  const { body, statusCode, isWhole } = answer;
  if (statusCode !== OK) throw new ProbeTrouble("failed", "error-answer", { ...detail, message: `HTTP ${statusCode}` });
  if (!isWhole) throw new ProbeTrouble("failed", "too-big", detail);
  const address = addressInWhoamiAnswer(body);
  if (!address) throw new ProbeTrouble("failed", "no-address-in-answer", detail);
  return address;
}

import { webPageInstead } from "#core/nat/web-page-instead.ts";
import { addressInWhoamiAnswer } from "#core/nat/whoami-answer.ts";
import { httpGet } from "../../net/http-get.ts";
import { ask, skip, type CheckContext } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";

/** An address and a little JSON around it. */
const MAX_WHOAMI_BYTES = 4_096;

const OK = 200;

/** Asks the configured pages from which address they see us: works where UDP is blocked, and cross-checks STUN. */
export async function probePublicAddress(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  await Promise.all(
    context.settings.whoamiUrls.map(async (url) => {
      const question = {
        id: `public-address/${url}`,
        probe: "public-address",
        question: "my-address",
        asked: url,
      } as const;
      if (!gateway) return skip(context, question, "no-gateway");
      await ask(context, question, async () => {
        const answer = await httpGet(url, {
          maxBytes: MAX_WHOAMI_BYTES,
          lookupIpv4: (name, signal) => context.computer.lookupIpv4(name, signal),
          signal: context.outsideSignal,
        });
        const { body, remoteAddress, statusCode } = answer;
        const detail = { answeredBy: remoteAddress, raw: body };
        const page = webPageInstead(url, answer);
        if (page) return { data: page, ...detail };
        if (statusCode !== OK)
          throw new ProbeTrouble("failed", "error-answer", { ...detail, message: `HTTP ${statusCode}` });
        if (!answer.isWhole) throw new ProbeTrouble("failed", "too-big", detail);
        const address = addressInWhoamiAnswer(body);
        if (!address) throw new ProbeTrouble("failed", "no-address-in-answer", detail);
        if (remoteAddress) context.outsideAnswered(remoteAddress, address);
        return { data: { kind: "public-address-https", url, address }, ...detail };
      });
    }),
  );
}

import { makerEntry } from "../knowledge/lookup.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { neverForward, serviceAt } from "../forward/wanted-ports.ts";
import type { Device } from "../lan/device.ts";
import { sameAddress } from "../net/ip-address.ts";
import type { SurveyDocument } from "../survey/survey-document.ts";
import { risksOf, type Risk } from "../walk/risk.ts";
import type { PublishedPort } from "./tunnel.ts";

/**
 * What stands against a device's port being reached by the whole internet through the firm's server: the same as against a port
 * forward, since to who attacks it there is no difference.
 */
export function publishedRisks(
  published: Pick<PublishedPort, "address" | "transport" | "port">,
  { devices, knowledge }: { readonly devices: readonly Device[]; readonly knowledge: Knowledge },
): Risk[] {
  const { address, transport, port } = published;
  const device = devices.find(({ addresses }) => addresses.some((one) => sameAddress(one.address, address))) ?? null;
  const brand = device?.brand?.value ?? null;
  const source = {
    brand,
    maker: brand === null ? null : makerEntry(knowledge, brand),
    ports: device?.ports ?? null,
  };
  const service = serviceAt(transport, port, source);
  return risksOf({
    device,
    brand,
    ports: [{ transport, internalPort: port, service, encrypted: null }],
    inspected: null,
    password: "unknown",
    isNever: (one) => neverForward({ transport: one.transport, port: one.internalPort }, source),
  });
}

/** By what an acceptance in the survey is found again (`acceptances`, field `finding`). Whole: a part could be another risk's as well. */
export const publishedAcceptance = (portId: string, { key }: Pick<Risk, "key">): string => `published/${portId}/${key}`;

/** Keys of the risks of one published port that a named person accepted. */
export const acceptedAtServer = (
  { acceptances }: Pick<SurveyDocument, "acceptances">,
  portId: string,
  risks: readonly Risk[],
): ReadonlySet<string> =>
  new Set(
    risks
      .filter((risk) =>
        acceptances.some(
          ({ finding, acceptedBy }) => finding === publishedAcceptance(portId, risk) && (acceptedBy ?? "") !== "",
        ),
      )
      .map(({ key }) => key),
  );

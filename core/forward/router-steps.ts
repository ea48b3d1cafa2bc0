import type { Knowledge } from "../knowledge/knowledge.ts";
import type { ForwardFields } from "../knowledge/router-family.ts";
import { sourceMessages, wordsMessage } from "../knowledge/said.ts";
import { sourcingOf, type Label, type Menu } from "../knowledge/sourcing.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { Transport } from "../nat/observation.ts";
import { formatEndpoint } from "../net/endpoint.ts";
import { notice, plain } from "../walk/step-helpers.ts";
import type { StepFact, StepNotice } from "../walk/step-view.ts";

/** Exact steps for a router's own pages, where the knowledge base has them; else what every router's page asks for. */

type Router = Knowledge["routers"][number];

/** One rule to be entered. */
export type RouterRule = {
  /** What the rule is called. */
  name: string;
  transport: Transport;
  address: string;
  internalPort: number;
  externalPort: number;
};

export type RouterSteps = { instructions: Message[]; facts: StepFact[]; notices: StepNotice[] };

const label = ({ en, de }: Label): Message => wordsMessage({ en, de: de ?? en });

const path = ({ en, de }: Menu): { en: string; de: string } => ({
  en: en.join(" › "),
  de: (de ?? en).join(" › "),
});

/** Every box may look different from what is known of its family: said with how sure that is, and by whom. */
function knownFrom(router: Router, group: Parameters<typeof sourcingOf>[1]): StepNotice {
  const { confidence } = sourcingOf(router, group);
  const tone = confidence === "low" ? "warning" : "info";
  return notice(
    tone,
    message(`routerSteps.known.${confidence}`, { family: router.family }),
    sourceMessages(router, group),
  );
}

const openPage = (router: Router | null, address: string | null): Message => {
  const page = router?.ownPage ?? null;
  if (page !== null && address !== null) return message("routerSteps.open-either", { page, address });
  const where = page ?? address;
  return where === null ? message("routerSteps.open-somehow") : message("routerSteps.open", { where });
};

/** How a person enters port forwards in a router. `address`: where its pages are; null: not known. */
export function forwardSteps(router: Router | null, address: string | null, rules: readonly RouterRule[]): RouterSteps {
  const page = router?.portForward;
  if (router === null || page === undefined) {
    return {
      instructions: [
        openPage(router, address),
        message("routerSteps.find-forward"),
        message("routerSteps.new-rule", { count: rules.length }),
        ...rules.map(inOneLine),
        message("routerSteps.save"),
      ],
      facts: [],
      notices: [notice("info", message("routerSteps.not-known"), [message("routerSteps.other-names")])],
    };
  }
  const { menu, add, fields, save, steps, note } = page;
  return {
    instructions: [
      openPage(router, address),
      message("routerSteps.menu", path(menu)),
      ...(add === undefined ? [] : [message("routerSteps.press", labelArgs(add))]),
      ...steps.map(wordsMessage),
      ...(save === undefined ? [] : [message("routerSteps.save-with", labelArgs(save))]),
      ...(rules.length > 1 ? [message("routerSteps.repeat", { count: rules.length })] : []),
    ],
    facts: rules.flatMap((rule) => fieldFacts(fields, rule)).slice(0, MAX_FACTS),
    notices: [knownFrom(router, page), ...(note === undefined ? [] : [notice("info", wordsMessage(note))])],
  };
}

/** As many as a step shows. */
const MAX_FACTS = 40;

const labelArgs = ({ en, de }: Label): { en: string; de: string } => ({ en, de: de ?? en });

const inOneLine = ({ transport, address, internalPort, externalPort }: RouterRule): Message =>
  message(`routerSteps.rule.${externalPort === internalPort ? "same" : "other"}`, {
    transport: transport.toUpperCase(),
    address,
    internalPort,
    externalPort,
  });

/** Field by field, as the form has them; what it does not have is left out. */
function fieldFacts(fields: ForwardFields, rule: RouterRule): StepFact[] {
  const values: readonly (readonly [Label | undefined, Message])[] = [
    [fields.name, plain(rule.name)],
    [fields.enable, message("routerSteps.value.on")],
    [fields.protocol, plain(rule.transport.toUpperCase())],
    [fields.device, message("routerSteps.value.device", { address: rule.address })],
    [fields.device === undefined ? fields.internalAddress : undefined, plain(rule.address)],
    [fields.internalPort, plain(String(rule.internalPort))],
    [fields.externalPort, plain(String(rule.externalPort))],
    [fields.allowedFrom, message("routerSteps.value.anybody")],
  ];
  const facts = values.flatMap(([name, value]): StepFact[] =>
    name === undefined ? [] : [{ label: label(name), value, tone: null }],
  );
  // Forms differ more than is known of them: the whole rule in words stands before its fields.
  return [
    { label: message("routerSteps.rule.label", { name: rule.name }), value: inOneLine(rule), tone: "info" },
    ...facts,
  ];
}

/** How a person lets IPv6 through to one device. */
export function pinholeSteps(router: Router | null, address: string | null, rules: readonly RouterRule[]): RouterSteps {
  const page = router?.pinhole;
  const holes = rules.map(({ transport, address: to, internalPort }) =>
    message("routerSteps.pinhole.rule", {
      transport: transport.toUpperCase(),
      endpoint: formatEndpoint({ address: to, port: internalPort }),
    }),
  );
  const suffixes = [...new Set(rules.map((rule) => interfaceId(rule.address)))].map((suffix) =>
    message("routerSteps.pinhole.suffix", { suffix }),
  );
  if (router === null || page === undefined) {
    return {
      instructions: [
        openPage(router, address),
        message("routerSteps.pinhole.find"),
        ...holes,
        ...suffixes,
        message("routerSteps.save"),
      ],
      facts: [],
      notices: [notice("info", message("routerSteps.not-known"), [message("routerSteps.other-names")])],
    };
  }
  return {
    instructions: [
      openPage(router, address),
      message("routerSteps.menu", path(page.menu)),
      ...(page.label === undefined ? [] : [message("routerSteps.press", labelArgs(page.label))]),
      ...(page.words === undefined ? [] : [wordsMessage(page.words)]),
      ...holes,
      ...suffixes,
      message("routerSteps.save"),
    ],
    facts: [],
    notices: [knownFrom(router, page)],
  };
}

/** The last 64 bits, which stay when the provider changes the prefix (RFC 4291 section 2.5.4). */
function interfaceId(address: string): string {
  const [head = "", tail = ""] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const missing = address.includes("::") ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...after];
  return `::${groups.slice(4).join(":")}`;
}

/** How the outer box stops translating. */
export function bridgeSteps(router: Router | null, address: string | null): RouterSteps {
  const bridge = router?.bridge;
  if (router === null || bridge === undefined || bridge.possible === "unknown") {
    return {
      instructions: [
        openPage(router, address),
        message("routerSteps.bridge.find"),
        message("routerSteps.bridge.restart"),
      ],
      facts: [],
      notices: [notice("info", message("routerSteps.bridge.not-known"))],
    };
  }
  const facts: StepFact[] =
    bridge.setting === undefined
      ? []
      : [{ label: message("routerSteps.bridge.setting"), value: label(bridge.setting), tone: null }];
  if (bridge.possible === "no") {
    return {
      instructions: [],
      facts: [],
      notices: [
        notice(
          "problem",
          message("routerSteps.bridge.impossible", { family: router.family }),
          bridge.words === undefined ? [] : [wordsMessage(bridge.words)],
        ),
        knownFrom(router, bridge),
      ],
    };
  }
  return {
    instructions: [
      openPage(router, address),
      bridge.menu === undefined ? message("routerSteps.bridge.find") : message("routerSteps.menu", path(bridge.menu)),
      ...(bridge.words === undefined ? [] : [wordsMessage(bridge.words)]),
      message("routerSteps.bridge.restart"),
    ],
    facts,
    notices: [
      ...(bridge.possible === "some"
        ? [notice("warning", message("routerSteps.bridge.some", { family: router.family }))]
        : []),
      knownFrom(router, bridge),
    ],
  };
}

/** Where the router's settings are saved as a file. */
export function backupSteps(router: Router | null, address: string | null): RouterSteps {
  const backup = router?.backup;
  if (router === null || backup === undefined) {
    return { instructions: [openPage(router, address), message("routerSteps.backup.find")], facts: [], notices: [] };
  }
  return {
    instructions: [
      openPage(router, address),
      message("routerSteps.menu", path(backup.menu)),
      ...(backup.label === undefined ? [] : [message("routerSteps.press", labelArgs(backup.label))]),
    ],
    facts: [],
    notices: [knownFrom(router, backup)],
  };
}

/** Where a name that follows the address is set up, and with whom. */
export function ddnsSteps(router: Router | null, address: string | null): RouterSteps {
  const ddns = router?.ddns;
  if (router === null || ddns === undefined) {
    return { instructions: [openPage(router, address), message("routerSteps.ddns.find")], facts: [], notices: [] };
  }
  const providers: StepFact[] =
    ddns.providers.length === 0
      ? []
      : [{ label: message("routerSteps.ddns.providers"), value: plain(ddns.providers.join(", ")), tone: null }];
  return {
    instructions: [
      openPage(router, address),
      ddns.menu === undefined ? message("routerSteps.ddns.find") : message("routerSteps.menu", path(ddns.menu)),
      ...(ddns.words === undefined ? [] : [wordsMessage(ddns.words)]),
    ],
    facts: providers,
    notices: [knownFrom(router, ddns)],
  };
}

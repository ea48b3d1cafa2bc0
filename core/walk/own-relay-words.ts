import { message, type Message } from "../nat/diagnosis.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import type { OwnRelayStep, RelayPort } from "./own-relay-plan.ts";
import { fieldsOf } from "./step-fields.ts";
import { stepAction, type StepFact } from "./step-view.ts";

/** What the steps of this walk say alike. */

const area = "walk.own-relay";
export const say = (key: string, args?: Message["args"]): Message => message(`${area}.${key}`, args);
export const field = fieldsOf(area);
export const title = (step: OwnRelayStep): Message => say(`title.${step}`);
export const fact = (name: string, value: Message, tone: StepFact["tone"] = null): StepFact => ({
  label: say(`fact.${name}`),
  value,
  tone,
});
export const next = stepAction("next", say("action.next"));
/** The same where there is nothing to fill in. */
export const goOn = stepAction("next", say("action.next"), { needsFields: false });

export const portName = ({ name, use, port }: Pick<RelayPort, "name" | "use" | "port">): Message =>
  say(`port.${use}`, { name, port });

/** Where a device's port is reached at the server. */
export const portFacts = (ports: readonly RelayPort[], server: FirmServer): StepFact[] =>
  ports.map((port) => ({
    label: portName(port),
    value: say(`at.${port.listen}`, { host: server.host, port: port.serverPort ?? 0 }),
    tone: port.listen === "everyone" ? "warning" : null,
  }));

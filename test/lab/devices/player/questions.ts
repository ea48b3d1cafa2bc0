import { ECHO_MARK, type Question, type UdpAnswer } from "../model.ts";

/** Whether a datagram is the question that an answer is for, and the answer with what it echoes. */

const LIST_OF_SERVICES = "_services._dns-sd._udp.local";
const DNS_HEADER_LENGTH = 12;
const MDNS_PORT = 5_353;

export function isQuestion(question: Question, bytes: Buffer): boolean {
  if (question === "never") return false;
  const text = bytes.toString("latin1");
  if ("has" in question) return text.includes(question.has);
  if ("starts" in question) return bytes.toString("hex", 0, question.starts.length / 2) === question.starts;
  if ("dnsNames" in question) {
    return dnsQuestions(bytes).some((name) => name === LIST_OF_SERVICES || question.dnsNames.includes(name));
  }
  if ("probeFor" in question) {
    if (!/<(?:[\w-]+:)?Probe[\s/>]/.test(text)) return false;
    const types = /<(?:[\w-]+:)?Types[^>]*>([^<]*)</.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
    return types.every((type) => type === "" || question.probeFor.includes(type.replace(/^.*:/, "")));
  }
  const target = searchTarget(text);
  return target !== null && (target === "ssdp:all" || question.searchFor.includes(target));
}

/** Null: this is no search. */
const searchTarget = (text: string): string | null =>
  text.startsWith("M-SEARCH") ? (/\r\nST:\s*([^\r]*)/i.exec(text)?.[1]?.trim() ?? "") : null;

/** The names that a DNS message asks for; none where it is an answer or makes no sense. */
function dnsQuestions(bytes: Buffer): string[] {
  if (bytes.length < DNS_HEADER_LENGTH || (bytes.readUInt16BE(2) & 0x8000) !== 0) return [];
  const names = [];
  let at = DNS_HEADER_LENGTH;
  for (let left = bytes.readUInt16BE(4); left > 0; left -= 1) {
    const labels = [];
    for (;;) {
      const length = bytes[at] ?? 0;
      at += 1;
      if (length === 0) break;
      // A pointer to a name before: the same one ends with ".local" in every question there is here.
      if (length >= 0xc0) {
        labels.push(...labelsAt(bytes, ((length & 0x3f) << 8) | (bytes[at] ?? 0)));
        at += 1;
        break;
      }
      labels.push(bytes.toString("latin1", at, at + length));
      at += length;
    }
    names.push(labels.join(".").toLowerCase());
    at += 4;
  }
  return names;
}

function labelsAt(bytes: Buffer, start: number): string[] {
  const labels = [];
  for (let at = start; (bytes[at] ?? 0) > 0 && (bytes[at] ?? 0) < 0xc0; at += 1 + (bytes[at] ?? 0)) {
    labels.push(bytes.toString("latin1", at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  return labels;
}

/** The answer for this question; null where it goes to another kind of asker. */
export function answerTo(answer: UdpAnswer, question: Buffer, askerPort: number): Buffer | null {
  const bytes = Buffer.from(answer.bytes, "base64");
  if (answer.port === MDNS_PORT) {
    const isPlainAsker = askerPort !== MDNS_PORT;
    if (isPlainAsker !== (answer.to === "asker")) return null;
    if (isPlainAsker) bytes.writeUInt16BE(question.readUInt16BE(0));
    return bytes;
  }
  if (answer.echoes === undefined) return bytes;
  const text = question.toString("utf8");
  const echo =
    answer.echoes === "message-id"
      ? /<(?:[\w-]+:)?MessageID[^>]*>([^<]*)</.exec(text)?.[1]
      : answer.echoes === "uuid"
        ? /<Uuid>([^<]*)</.exec(text)?.[1]
        : (searchTarget(text) ?? undefined);
  return Buffer.from(bytes.toString("utf8").replaceAll(ECHO_MARK, echo?.trim() ?? ""));
}

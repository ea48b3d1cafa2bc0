/** Whole numbers that only grow, by what they count: rendered as Prometheus reads them (text format 0.0.4). */

export type RequestOutcome = "answered" | "refused" | "hung-up";

type Labels = Readonly<Record<string, string>>;

type Family = { help: string; type: "counter" | "gauge"; values: Map<string, number> };

/** Technicians' names come from a file of the firm's, everything else from a short list here: never from a caller. */
export class Metrics {
  readonly #families = new Map<string, Family>();
  readonly #gauges: { name: string; help: string; read: () => number }[] = [];

  request(kind: string, outcome: RequestOutcome, technician: string): void {
    this.#add("requests_total", "Requests by what they asked for and what came of it.", { kind, outcome, technician });
  }

  refusal(reason: string): void {
    this.#add("refused_total", "Requests that were not carried out, by reason.", { reason });
  }

  /** `how`: `dial-back` or `prove`. */
  dial(how: string, transport: string, saw: string): void {
    this.#add("dials_total", "Connections made to callers, and what they met.", { how, transport, saw });
  }

  datagram(kind: "echo" | "stun", outcome: "answered" | "dropped" | "too-many"): void {
    this.#add("datagrams_total", "Datagrams received.", { kind, outcome });
  }

  uploaded(bytes: number, technician: string): void {
    this.#add("uploaded_bytes_total", "Bytes received in measurements of upload speed.", { technician }, bytes);
  }

  connectionRefused(reason: "too-many" | "too-fast" | "made-room"): void {
    this.#add("connections_refused_total", "Connections that were cut for the limits.", { reason });
  }

  /** A number that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.push({ name, help, read });
  }

  render(): string {
    const lines: string[] = [];
    for (const [name, { help, type, values }] of this.#families) {
      lines.push(`# HELP ${PREFIX}${name} ${help}`, `# TYPE ${PREFIX}${name} ${type}`);
      for (const [labels, value] of values) lines.push(`${PREFIX}${name}${labels} ${value}`);
    }
    for (const { name, help, read } of this.#gauges)
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`);
    return `${lines.join("\n")}\n`;
  }

  #add(name: string, help: string, labels: Labels, count = 1): void {
    let family = this.#families.get(name);
    if (!family) this.#families.set(name, (family = { help, type: "counter", values: new Map() }));
    const key = `{${Object.entries(labels)
      .map(([label, value]) => `${label}="${escaped(value)}"`)
      .join(",")}}`;
    family.values.set(key, (family.values.get(key) ?? 0) + count);
  }
}

const PREFIX = "farsite_vantage_";

const escaped = (value: string): string =>
  value
    .replaceAll("\\", String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll("\n", String.raw`\n`);

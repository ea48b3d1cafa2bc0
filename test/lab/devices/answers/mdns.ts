import type { UdpAnswer } from "../model.ts";
import { addressBytes, uint16, uint32 } from "./binary.ts";

/** Multicast DNS with service discovery (RFC 6762, RFC 6763), no names compressed. */

const PORT = 5_353;
const GROUP = "224.0.0.251";
const TTL_SECONDS = 120;
const type = { a: 1, ptr: 12, txt: 16, srv: 33 } as const;
/** Class IN, and the bit that this record replaces others (RFC 6762 section 10.2). */
const SHARED = 1;
const UNIQUE = 0x8001;

export interface ServiceDescription {
  /** "_axis-video._tcp". */
  readonly service: string;
  /** What somebody called it; may hold anything. */
  readonly instance: string;
  readonly hostName: string;
  readonly address: string;
  readonly port: number;
  readonly text?: Readonly<Record<string, string>>;
  /** Of the instance's name; UTF-8 by the standard. */
  readonly encoding?: "utf8" | "latin1";
}

function label(text: string, encoding: "utf8" | "latin1" = "utf8"): Buffer {
  const bytes = Buffer.from(text, encoding).subarray(0, 63);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
const name = (text: string): Buffer => Buffer.concat([...text.split(".").map((part) => label(part)), Buffer.from([0])]);

const record = (owner: Buffer, kind: number, dnsClass: number, data: Buffer): Buffer =>
  Buffer.concat([owner, uint16(kind), uint16(dnsClass), uint32(TTL_SECONDS), uint16(data.length), data]);

function answerPacket(services: readonly ServiceDescription[]): Buffer {
  const records = services.flatMap((told) => {
    const service = name(`${told.service}.local`);
    const instance = Buffer.concat([label(told.instance, told.encoding), service]);
    const host = name(`${told.hostName}.local`);
    const text = Object.entries(told.text ?? { "": "" }).map(([key, value]) =>
      label(key === "" ? "" : `${key}=${value}`),
    );
    return [
      record(service, type.ptr, SHARED, instance),
      record(instance, type.srv, UNIQUE, Buffer.concat([Buffer.alloc(4), uint16(told.port), host])),
      record(instance, type.txt, UNIQUE, Buffer.concat(text)),
      record(host, type.a, UNIQUE, addressBytes(told.address)),
    ];
  });
  const header = Buffer.concat([uint16(0), uint16(0x8400), uint16(0), uint16(records.length), uint16(0), uint16(0)]);
  return Buffer.concat([header, ...records]);
}

/**
 * To the group, as the standard wants it; to an asker that does not ask from 5353, it goes to that one alone with the
 * question's id (RFC 6762 section 6.7).
 */
export function mdns(...services: readonly ServiceDescription[]): UdpAnswer[] {
  const common = {
    port: PORT,
    groups: [GROUP],
    question: { dnsNames: services.map(({ service }) => `${service}.local`) },
    bytes: answerPacket(services).toString("base64"),
  };
  return [
    { ...common, to: { address: GROUP, port: PORT } },
    { ...common, to: "asker", echoes: "dns-id" },
  ];
}

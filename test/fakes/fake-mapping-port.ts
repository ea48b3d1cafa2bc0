import type { Socket } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";
import type { PortTable } from "./port-table.ts";
import { closeUdp, udpOn } from "./loopback.ts";

/** How the NAT-PMP or PCP side of a fake gateway behaves. */
export type MappingManners =
  | "right"
  | "silent"
  /** Carries a mapping out and never says so. */
  | "silent-on-map"
  | "slow-on-map"
  | "refuse"
  /** PCP: a refusal that is a bare header. NAT-PMP: one that ends behind the result code's epoch. */
  | "refuse-briefly"
  /** Speaks the other of the two protocols only. */
  | "other-protocol"
  | "garbage"
  | "short"
  /** PCP: another nonce. NAT-PMP: another internal port, and for the address an answer about a mapping. */
  | "wrong-transaction"
  | "other-port"
  | "other-host"
  | "twice"
  | "another-external-port"
  | "loses-mappings"
  | "refuses-delete"
  /** PCP: takes the option THIRD_PARTY. */
  | "maps-for-others"
  /** PCP: a server of version 1 only, as drafts of the RFC had it. */
  | "version-1"
  /** NAT-PMP: its clock starts anew between two questions. */
  | "restarts"
  /** PCP: answers the deletion of what is not there with an error, as miniupnpd does. */
  | "denies-empty-delete"
  /** Grants again instead of deleting, and answers as if asked to. */
  | "keeps-on-delete";

export type MappingPortOptions = {
  address: string;
  otherHost: string;
  externalAddress: string;
  natPmp: MappingManners;
  pcp: MappingManners;
  table: PortTable;
  counts: { natPmp: number; pcp: number };
  /** The address that a router in between gives to every client. */
  seesClientAs: string | null;
  /** 0: any. */
  port: number;
  /** Its clock; one that stands still unless said. */
  epochSeconds?: () => number;
  /** It grants no more. */
  maxLifetimeSeconds?: number;
};

const SLOW_MS = 120;
const EPOCH_SECONDS = 4_711;
const REFUSED = { natPmp: 2, pcp: 8 };
const UNSUPP_OPTION = 5;
const ADDRESS_MISMATCH = 12;
const THIRD_PARTY = 1;

/** NAT-PMP (RFC 6886) and PCP (RFC 6887) on one port, written from the RFCs and not with Farsite's own codecs. */
export async function startMappingPort(options: MappingPortOptions): Promise<{ port: number; close(): Promise<void> }> {
  const socket = await udpOn(options.address, options.port);
  const otherPort = await udpOn(options.address);
  const otherHost = await udpOn(options.otherHost);
  const send = async (answer: Buffer, manners: MappingManners, port: number, to: string): Promise<void> => {
    if (manners === "slow-on-map") await sleep(SLOW_MS);
    const from = manners === "other-port" ? otherPort : manners === "other-host" ? otherHost : socket;
    for (let copies = manners === "twice" ? 2 : 1; copies > 0; copies--) sendFrom(from, answer, port, to);
  };
  socket.on("message", (request, from) => {
    const isPcp = request[0] === 2;
    options.counts[isPcp ? "pcp" : "natPmp"] += 1;
    const manners = isPcp ? options.pcp : options.natPmp;
    const answer = isPcp
      ? pcpAnswer(request, manners, options)
      : natPmpAnswer(request, options.seesClientAs ?? from.address, manners, options);
    if (answer) void send(distorted(answer, manners), manners, from.port, from.address);
  });
  return {
    port: socket.address().port,
    close: async () => {
      await Promise.all([socket, otherPort, otherHost].map(closeUdp));
    },
  };
}

function sendFrom(socket: Socket, answer: Buffer, port: number, to: string): void {
  try {
    socket.send(answer, port, to, () => {});
  } catch {
    // A slow answer may come after the test.
  }
}

function distorted(answer: Buffer, manners: MappingManners): Buffer {
  switch (manners) {
    case "garbage":
      return Buffer.from("\u0000\u0001\u00ff\u00fe this is no packet of any protocol");
    case "short":
      return answer.subarray(0, 3);
    default:
      return answer;
  }
}

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
const ipv4 = (address: string): Buffer => Buffer.from(address.split(".").map(Number));
const TRANSPORTS = { 1: "udp", 2: "tcp" } as const;

function natPmpAnswer(
  request: Buffer,
  client: string,
  manners: MappingManners,
  { table, externalAddress, epochSeconds, maxLifetimeSeconds = Infinity }: MappingPortOptions,
): Buffer | null {
  const epoch = epochSeconds?.() ?? EPOCH_SECONDS;
  const opcode = request[1] ?? 0;
  const header = (result: number, of = opcode): Buffer =>
    Buffer.concat([Buffer.from([0, 0x80 | of]), u16(result), u32(manners === "restarts" && of > 0 ? 0 : epoch)]);
  if (manners === "silent") return null;
  // RFC 6887 section 9: a PCP-only server answers any other version with its own.
  if (manners === "other-protocol")
    return Buffer.concat([Buffer.from([2, 0x80, 0, 1]), u32(0), u32(epoch), Buffer.alloc(12)]);
  if (opcode === 0) {
    if (manners === "wrong-transaction") return Buffer.concat([header(0, 1), u16(1), u16(1), u32(1)]);
    return Buffer.concat([header(0), ipv4(externalAddress)]);
  }
  const transport = TRANSPORTS[opcode as 1 | 2];
  const internalPort = request.readUInt16BE(4);
  const lifetimeSeconds = request.readUInt32BE(8);
  if (manners === "refuse" || manners === "refuse-briefly")
    return manners === "refuse" ? Buffer.concat([header(REFUSED.natPmp), request.subarray(4)]) : header(REFUSED.natPmp);
  const key = { transport, client, internalPort };
  const mapping = (external: number, lifetime: number): Buffer =>
    Buffer.concat([header(0), u16(internalPort), u16(external), u32(lifetime)]);
  if (lifetimeSeconds === 0) {
    if (manners === "refuses-delete") return Buffer.concat([header(REFUSED.natPmp), request.subarray(4)]);
    if (manners === "keeps-on-delete") return mapping(internalPort, 120);
    table.removeByClient(key);
    return mapping(0, 0);
  }
  const suggested = request.readUInt16BE(6);
  const externalPort = givenPort(table, key, manners, suggested);
  if (manners !== "loses-mappings") table.add({ ...key, externalPort, description: "", nonce: null });
  if (manners === "silent-on-map") return null;
  if (manners === "wrong-transaction")
    return Buffer.concat([header(0), u16(internalPort ^ 1), u16(externalPort), u32(120)]);
  return mapping(externalPort, Math.min(lifetimeSeconds, maxLifetimeSeconds));
}

/** A mapping that stands keeps its port (RFC 6886 section 3.3, RFC 6887 section 11.3). */
function givenPort(
  table: PortTable,
  key: Parameters<PortTable["ofClient"]>[0],
  manners: MappingManners,
  suggested: number,
): number {
  return table.ofClient(key)?.externalPort ?? (manners === "another-external-port" ? suggested + 1 : suggested);
}

function pcpAnswer(
  request: Buffer,
  manners: MappingManners,
  { table, externalAddress, seesClientAs, epochSeconds, maxLifetimeSeconds = Infinity }: MappingPortOptions,
): Buffer | null {
  const epoch = epochSeconds?.() ?? EPOCH_SECONDS;
  const opcode = request[1] ?? 0;
  const lifetimeSeconds = request.readUInt32BE(4);
  const header = (result: number, lifetime = Math.min(lifetimeSeconds, maxLifetimeSeconds)): Buffer =>
    Buffer.concat([Buffer.from([2, 0x80 | opcode, 0, result]), u32(lifetime), u32(epoch), Buffer.alloc(12)]);
  if (manners === "silent") return null;
  // RFC 6887 appendix A: "speak NAT-PMP".
  if (manners === "other-protocol") return Buffer.concat([Buffer.from([0, 0x80, 0, 1]), u32(epoch)]);
  // RFC 6887 section 9: with its own version, so that the client may try that one.
  if (manners === "version-1")
    return Buffer.concat([Buffer.from([1, 0x80 | opcode, 0, 1]), u32(0), u32(epoch), Buffer.alloc(12)]);
  if (opcode === 0) return header(0, 0);
  const body = Buffer.from(request.subarray(24, 60));
  if (manners === "refuse-briefly") return header(REFUSED.pcp, 0);
  if (manners === "refuse") return Buffer.concat([header(REFUSED.pcp, 0), body]);
  // RFC 6887 section 8.3.
  if (seesClientAs !== null && request.subarray(20, 24).join(".") !== seesClientAs)
    return Buffer.concat([header(ADDRESS_MISMATCH, 0), body]);
  const nonce = body.subarray(0, 12).toString("hex");
  const transport = body[12] === 6 ? "tcp" : "udp";
  const internalPort = body.readUInt16BE(16);
  const isForOther = request[60] === THIRD_PARTY;
  if (isForOther && manners !== "maps-for-others")
    return Buffer.concat([header(UNSUPP_OPTION, 0), request.subarray(24)]);
  const client = request.subarray(isForOther ? 76 : 20, isForOther ? 80 : 24).join(".");
  if (lifetimeSeconds === 0) {
    if (manners === "refuses-delete") return Buffer.concat([header(2), body]);
    if (manners === "keeps-on-delete") return Buffer.concat([header(0, 120), body]);
    const isThere = table.ofClient({ transport, client, internalPort })?.nonce === nonce;
    if (manners === "denies-empty-delete" && !isThere) return Buffer.concat([header(REFUSED.pcp, 0), body]);
    // Only who knows the nonce may delete (RFC 6887 section 15).
    table.removeByClient({ transport, client, internalPort }, nonce);
    return Buffer.concat([header(0), body]);
  }
  const suggested = body.readUInt16BE(18);
  const externalPort = givenPort(table, { transport, client, internalPort }, manners, suggested);
  if (manners !== "loses-mappings")
    table.add({ transport, client, internalPort, externalPort, description: "", nonce });
  if (manners === "silent-on-map") return null;
  body.writeUInt16BE(externalPort, 18);
  Buffer.concat([Buffer.alloc(10), Buffer.from([0xff, 0xff]), ipv4(externalAddress)]).copy(body, 20);
  if (manners === "wrong-transaction") body[0] = (body[0] ?? 0) ^ 0xff;
  return Buffer.concat([header(0), body]);
}

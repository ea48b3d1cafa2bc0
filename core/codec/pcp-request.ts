import { ByteReader } from "./byte-reader.ts";
import { toHex } from "./byte-text.ts";
import { readPcpAddress, readPcpOptions, type PcpOption } from "./pcp-option.ts";

/** Requests of PCP as a server reads them (RFC 6887 sections 7.1, 11.1, 14.1): for captures and for fakes of a gateway. */

interface PcpRequestHeader {
  readonly version: number;
  readonly clientAddress: string;
  readonly lifetimeSeconds: number;
}

export type PcpRequest =
  | ({ readonly opcode: "announce" } & PcpRequestHeader)
  | ({
      readonly opcode: "map";
      /** 24 hexadecimal digits. */
      readonly nonce: string;
      /** 0 all, 6 TCP, 17 UDP. */
      readonly ipProtocol: number;
      readonly internalPort: number;
      readonly suggestedExternalPort: number;
      /** `0.0.0.0` or `::` for no preference. */
      readonly suggestedExternalAddress: string;
      readonly options: readonly PcpOption[];
    } & PcpRequestHeader);

/** Decodes an ANNOUNCE or MAP request of any version but 0. Throws DecodeError. */
export function decodePcpRequest(bytes: Uint8Array): PcpRequest {
  const reader = new ByteReader(bytes, "pcp");
  const version = reader.u8("version");
  if (version === 0) reader.fail("a NAT-PMP packet, not PCP", 0);
  const opcode = reader.u8("opcode");
  if ((opcode & 0x80) !== 0) reader.fail("a response, not a request", 1);
  reader.skip(2, "reserved bytes");
  const lifetimeSeconds = reader.u32("lifetime");
  const header = { version, lifetimeSeconds, clientAddress: readPcpAddress(reader, "client address") };
  if (opcode === 0) return { opcode: "announce", ...header };
  if (opcode !== 1) reader.fail(`unexpected opcode ${opcode}`, 1);
  const nonce = toHex(reader.take(12, "nonce"));
  const ipProtocol = reader.u8("protocol");
  reader.skip(3, "reserved bytes");
  return {
    opcode: "map",
    ...header,
    nonce,
    ipProtocol,
    internalPort: reader.u16("internal port"),
    suggestedExternalPort: reader.u16("suggested external port"),
    suggestedExternalAddress: readPcpAddress(reader, "suggested external address"),
    options: readPcpOptions(reader),
  };
}

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "#core/codec/byte-text.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { encodeDhipSearch } from "#core/codec/dhip.ts";
import { encodeDnsQuery } from "#core/codec/dns-message.ts";
import { dnsNameOf } from "#core/codec/dns-name.ts";
import { encodeMhedSearch } from "#core/codec/mhed.ts";
import * as natpmp from "#core/codec/natpmp.ts";
import * as pcp from "#core/codec/pcp.ts";
import { encodeSadpInquiry } from "#core/codec/sadp.ts";
import { encodeSofiaSearch } from "#core/codec/sofia.ts";
import { encodeSearch, type SsdpSearch } from "#core/codec/ssdp.ts";
import { encodeBindingRequest } from "#core/codec/stun.ts";
import { encodeProbe, type ProbedType } from "#core/codec/ws-discovery.ts";
import { vectorBytes, vectorFile, vectors, type Vector } from "./vector-files.ts";

/** Where a decoded value is not what was expected; fields that are not listed are not looked at, null means absent. */
function differences(expected: unknown, got: unknown, path: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return [`${path} is ${JSON.stringify(got)}`];
    return expected.flatMap((value, index) => differences(value, got[index], `${path}[${index}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    const fields = (got ?? {}) as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, value]) => differences(value, fields[key], `${path}.${key}`));
  }
  return (got ?? null) === expected ? [] : [`${path} is ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`];
}

/** The parameters of `encode`, with hexadecimal fields as bytes. */
function encoded(encode: NonNullable<Vector["encode"]>): Uint8Array {
  const { protocol, op, ...fields } = encode;
  const bytes = (value: unknown) => fromHex(String(value)) ?? new Uint8Array();
  switch (`${protocol} ${String(op)}`) {
    case "stun undefined":
      return encodeBindingRequest({ ...fields, transactionId: bytes(fields["transactionId"]) });
    case "nat-pmp external-address":
      return natpmp.encodeExternalAddressRequest();
    case "nat-pmp map":
      return natpmp.encodeMapRequest(fields as unknown as natpmp.NatPmpMapRequest);
    case "pcp announce":
      return pcp.encodeAnnounceRequest(fields as { clientAddress: string });
    case "pcp map":
      return pcp.encodeMapRequest({ ...fields, nonce: bytes(fields["nonce"]) } as pcp.PcpMapRequest);
    case "dhip undefined":
      return encodeDhipSearch();
    case "sofia undefined":
      return encodeSofiaSearch();
    case "mhed undefined":
      return encodeMhedSearch();
    case "dns undefined":
      return encodeDnsQuery(
        (fields["questions"] as [string, number, boolean][]).map(([name, type, unicastResponse]) => ({
          name: dnsNameOf(name),
          type,
          unicastResponse,
        })),
      );
    case "ssdp undefined":
      return encodeSearch(fields as unknown as SsdpSearch);
    case "ws-discovery probe":
      return encodeProbe(fields["type"] as ProbedType | null, String(fields["messageId"]));
    case "sadp inquiry":
      return encodeSadpInquiry(String(fields["uuid"]));
    default:
      throw new Error(`no encoder for ${protocol} ${String(op)}`);
  }
}

describe("test vectors", () => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))("%s", (_, vector) => {
    const decoded = decodeCapture(vector.kind, vectorBytes(vector), vector.context);
    expect(differences(vector.expect, decoded, "result")).toEqual([]);
    expect(JSON.parse(JSON.stringify(decoded)), "the result is JSON-safe").toEqual(decoded);
    const saysWhy = Boolean(decoded["reason"]) || (decoded.result === "soap-fault" && "codes" in decoded);
    expect(decoded.result === "ok" || saysWhy, "a result other than ok says why").toBe(true);
  });

  const requests = vectors.flatMap((vector) => (vector.encode === undefined ? [] : [[vector.id, vector] as const]));
  test.each(requests)("%s is what the encoder emits", (_, vector) => {
    if (vector.encode === undefined) throw new Error("filtered above");
    expect(toHex(encoded(vector.encode))).toBe(toHex(vectorBytes(vector)));
  });
});

describe("provenance", () => {
  const onDisk = [
    "stun",
    "natpmp-pcp",
    "upnp",
    "trace",
    "onvif-discovery",
    "onvif-soap",
    "sadp",
    "dahua-dhip",
    "xm-sofia",
    "tvt-mhed",
    "mdns",
    "rtsp",
  ].flatMap((folder) =>
    readdirSync(new URL(`../../vectors/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
  );

  test("every vector on disk is in the manifest, and nothing else", () => {
    expect(vectors.map((vector) => vector.file).toSorted()).toEqual(onDisk.toSorted());
    expect(new Set(vectors.map((vector) => vector.id)).size).toBe(vectors.length);
  });

  test("every copied vector names its repository, commit and licence text; every other its basis", () => {
    const unnamed = vectors.filter((vector) =>
      vector.source.some((source) => {
        if (source.repository === undefined) return !source.basis;
        const text = source.licenseText === undefined ? "" : new TextDecoder().decode(vectorFile(source.licenseText));
        return !source.path || !/^[0-9a-f]{40}$/.test(source.commit ?? "") || text.length < 1_000;
      }),
    );
    expect(unnamed.map((vector) => vector.id)).toEqual([]);
  });
});

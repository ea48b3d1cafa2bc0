import { readFileSync } from "node:fs";
import { readTlsCryptKey } from "#core/codec/openvpn-tls-crypt.ts";
import { askLegacyPorts } from "#host/vpn/legacy-reach.ts";

/** Knocks from a host of the lab: `node legacy-vpn-process.ts ADDRESS UDP TCP KEYFILE|-`, the answers as JSON. */
const [address = "", udp, tcp, keyFile = "-"] = process.argv.slice(2);
const ports = {
  openVpnUdp: Number(udp),
  openVpnTcp: Number(tcp),
  ipsec: true,
  tlsCrypt: keyFile === "-" ? null : (readTlsCryptKey(readFileSync(keyFile, "utf8")) ?? null),
};
const answers = await askLegacyPorts(address, ports, AbortSignal.timeout(8_000), { nowMs: () => Date.now() });
process.stdout.write(JSON.stringify(answers));

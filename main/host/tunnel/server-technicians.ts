import { randomUUID } from "node:crypto";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { message } from "#core/nat/diagnosis.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { AddressPlan } from "#core/vpn/address-plan.ts";
import { technicianDevice, type NamedTunnel } from "#core/vpn/devices.ts";
import { nextPeerAddress } from "#core/vpn/plan-allocation.ts";
import { writeWgQuick } from "#core/vpn/wg-quick.ts";
import { isWireGuardKey, newWireGuardKey } from "#core/wireguard/keys.ts";
import type { FirmSecrets } from "../vault/firm-secrets.ts";

/** A QR code that a telephone still reads from a screen. */
const MAX_QR_CHARACTERS = 1_200;

type Technician = FirmServer["technicians"][number];

/** Technicians' own devices in a hub's VPN. Their keys, where they are made here, stay on this laptop. */
export class ServerTechnicians {
  readonly #secrets: () => FirmSecrets;

  constructor(secrets: () => FirmSecrets) {
    this.#secrets = secrets;
  }

  static nameOf(technicianId: string): string {
    return `technician:${technicianId}:wireguard`;
  }

  /** @throws HostError BAD_INPUT */
  async make(
    server: FirmServer,
    plan: AddressPlan,
    given: { name: string; publicKey: string | null; addedAt: string },
  ): Promise<Technician> {
    const { name, publicKey, addedAt } = given;
    const id = randomUUID();
    if (publicKey !== null && !isWireGuardKey(publicKey))
      throw new HostError("BAD_INPUT", { detail: "no WireGuard key" });
    const next = nextPeerAddress(plan, server.id, id);
    if (!next.ok) throw new HostError("BAD_INPUT", { detail: "no address is left in the hub's range" });
    const pair = publicKey === null ? newWireGuardKey(crypto.getRandomValues(new Uint8Array(32))) : null;
    if (pair !== null) await this.#secrets().write(ServerTechnicians.nameOf(id), pair.privateKey);
    return { id, name, publicKey: pair?.publicKey ?? publicKey ?? "", address: next.address, addedAt };
  }

  async forget(technicianId: string): Promise<void> {
    await this.#secrets().remove(ServerTechnicians.nameOf(technicianId));
  }

  /** @throws HostError DEVICE_KEY_NOT_HERE: the key was made elsewhere; RangeError */
  async file(
    server: FirmServer,
    technician: Technician,
    tunnels: readonly NamedTunnel[],
  ): Promise<{ file: WrittenFile; qr: string | null }> {
    const entry = ServerTechnicians.nameOf(technician.id);
    const privateKey = await this.#secrets().read(entry);
    if (privateKey === null) throw new HostError("DEVICE_KEY_NOT_HERE", { entry });
    const { fileName, text } = writeWgQuick(technicianDevice(server, technician, tunnels, { privateKey }));
    const says = message("server.file.technician", { name: technician.name });
    return { file: { fileName, text, hasSecrets: true, says }, qr: text.length <= MAX_QR_CHARACTERS ? text : null };
  }
}

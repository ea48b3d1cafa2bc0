import { inPrefix } from "#core/net/ip-address.ts";
import type { ProofHello } from "#core/proof/proof-hello.ts";
import type { Adapter } from "../system/adapters.ts";
import { askPort, type PortAnswer } from "../proof/ask-port.ts";

/** A recorder with a full disk needs seconds to answer. */
const DEVICE_MS = 2_500;

/**
 * What a device says inside, to hold against what it says through the tunnel. Null: this laptop is not in the device's network, or it
 * was silent. Only addresses of the laptop's own networks are asked: a survey from elsewhere may name any.
 */
export async function insideAnswer(
  device: { address: string; port: number },
  hello: ProofHello,
  adapters: readonly Pick<Adapter, "adapterKind" | "addresses">[],
  signal: AbortSignal,
): Promise<PortAnswer | null> {
  const isNear = adapters
    .filter(({ adapterKind }) => adapterKind !== "loopback" && adapterKind !== "tunnel")
    .flatMap(({ addresses }) => addresses)
    .some((own) => own.address !== device.address && inPrefix(device.address, `${own.address}/${own.prefixLength}`));
  if (!isNear) return null;
  const heard = await askPort({ ...device, hello, timeoutMs: DEVICE_MS }, signal);
  return heard.saw === "connected" ? heard : null;
}

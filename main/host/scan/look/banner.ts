import { connect } from "node:net";
import { decodeText } from "#core/codec/byte-text.ts";
import { withoutTelnetOptions } from "#core/codec/telnet.ts";
import { claimsOfBanner, type BannerService } from "#core/lan/fingerprints/banners.ts";
import { portPurpose } from "#core/lan/port-purpose.ts";
import type { Conversation, Limits } from "./conversation.ts";

const MAX_BANNER_BYTES = 1_024;
/** Banners come at once; a login prompt may follow its welcome. */
const QUIET_MS = 150;

/** What a port says to whom connects, unasked; nothing is sent. */
export async function lookAtBanner(conversation: Conversation, port: number, service: BannerService): Promise<void> {
  const bytes = await conversation.question(port, (limits) =>
    firstWords({ host: conversation.connectAddress, port }, limits),
  );
  if (bytes === null || bytes.length === 0) return;
  const text = decodeText(withoutTelnetOptions(bytes));
  const ports = [{ transport: "tcp" as const, port, service: portPurpose(port, "tcp", conversation.known.brand) }];
  conversation.say("banner", port, { ...claimsOfBanner(service, text), ports }, text.trim() === "" ? null : text);
}

async function firstWords(to: { host: string; port: number }, { signal }: Limits): Promise<Uint8Array> {
  const socket = connect(to);
  const chunks: Buffer[] = [];
  let quiet: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      const settle = (): void => resolve(Buffer.concat(chunks).subarray(0, MAX_BANNER_BYTES));
      signal.addEventListener("abort", settle, { once: true });
      if (signal.aborted) return settle();
      socket.on("error", reject);
      socket.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        clearTimeout(quiet);
        if (chunks.reduce((sum, one) => sum + one.length, 0) >= MAX_BANNER_BYTES) return settle();
        quiet = setTimeout(settle, QUIET_MS);
      });
      socket.on("close", settle);
    });
  } finally {
    clearTimeout(quiet);
    socket.destroy();
  }
}

import { parseArgs } from "node:util";
import type { CaptureContext } from "#core/codec/capture.ts";
import { loadMakers } from "#host/lan/maker-lookup.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { DECODE_KINDS, type DecodeKind } from "#core/codec/decode-kinds.ts";
import { readInput } from "../read-input.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite decode KIND [FILE]`: what our parser makes of a captured answer. A bad capture is a result, not an error. */
export async function decode(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      hex: { type: "boolean", default: false },
      json: { type: "boolean", default: true },
      from: { type: "string" },
      location: { type: "string" },
      action: { type: "string" },
    },
  });
  const [kind, file = "-", ...more] = positionals;
  if (!isDecodeKind(kind)) throw new UsageError(`decode takes one of ${DECODE_KINDS.join(", ")}`);
  if (more.length > 0) throw new UsageError("decode takes one FILE");
  const bytes = await readInput(file, context);
  const makers = kind === "oui" ? { makers: await loadMakers(context.assetsFolder) } : {};
  context.out(
    JSON.stringify(
      decodeCapture(kind, values.hex ? hexBytes(bytes) : bytes, { ...captureContext(values), ...makers }),
      null,
      2,
    ),
  );
  return EXIT.ran;
}

type ContextFlags = { from?: string; location?: string; action?: string };

const captureContext = ({ from, location, action }: ContextFlags): CaptureContext => ({
  ...(from !== undefined && { sourceAddress: from }),
  ...(location !== undefined && { location }),
  ...(action !== undefined && { action }),
});

const isDecodeKind = (kind: string | undefined): kind is DecodeKind => DECODE_KINDS.some((known) => known === kind);

function hexBytes(text: Uint8Array): Uint8Array {
  const digits = Buffer.from(text).toString("latin1").replace(/\s+/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits))
    throw new UsageError("--hex: the input holds something else than pairs of hexadecimal digits");
  return Buffer.from(digits, "hex");
}

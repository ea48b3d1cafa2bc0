import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { z } from "zod";
import { judgeTurn } from "#core/relay/judge-turn.ts";
import { turnTransportSchema } from "#core/relay/turn-check.ts";
import { askThrough } from "#host/proof/through-path.ts";
import { checkTurn } from "#host/relay/turn-check.ts";

/** A check of a TURN server, or a question to a device through a plain connection, on the laptop: `node turn-process.ts JSON`. */
const commandSchema = z.union([
  z.object({
    host: z.string(),
    ways: z.array(z.object({ transport: turnTransportSchema, port: z.number() })),
    access: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("login"), userName: z.string(), password: z.string() }),
      z.object({ kind: z.literal("secret"), secret: z.string(), user: z.string() }),
    ]),
    authorities: z.array(z.string()),
  }),
  z.object({ address: z.string(), port: z.number(), seconds: z.number() }),
]);

const { signal } = new AbortController();
const random = (length: number): Uint8Array => randomBytes(length);

async function run(command: z.infer<typeof commandSchema>): Promise<unknown> {
  if ("host" in command) {
    const check = await checkTurn({ ...command, now: () => new Date(), randomBytes: random }, signal);
    return { check, judgement: judgeTurn(check) };
  }
  const { address, port, seconds } = command;
  const dial = (): Promise<Duplex> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: address, port }, () => resolve(socket));
      socket.once("error", reject);
    });
  const options = { inside: null, login: null, streamPath: "/", wantedMbps: 0.1, randomBytes: random } as const;
  return askThrough({ ...options, connect: dial, use: "rtsp", device: { address, port }, seconds }, signal);
}

process.stdout.write(JSON.stringify(await run(commandSchema.parse(JSON.parse(process.argv[2] ?? "")))));

import { describe, expect, it } from "vitest";
import type { Channel } from "#host/rehearsal/data-channel-library.ts";
import { measurePath } from "#host/rehearsal/measure-path.ts";

const END = { kind: "host", address: "192.0.2.1", port: 5_000 } as const;
const PAIR = { local: END, remote: END };

/** The other end of a channel, which says what a test wants. */
function channelTo(
  answer: (word: { say: string; number?: number }, say: (word: object | string) => void) => void,
): Channel {
  let heard: (text: string) => void = () => undefined;
  const say = (word: object | string): void =>
    queueMicrotask(() => heard(typeof word === "string" ? word : JSON.stringify(word)));
  const channel: Pick<Channel, "sendMessage" | "sendMessageBinary" | "bufferedAmount" | "onMessage" | "onClosed"> = {
    sendMessage: (text) => {
      answer(JSON.parse(text) as { say: string }, say);
      return true;
    },
    sendMessageBinary: () => true,
    bufferedAmount: () => 0,
    onMessage: (listener) => void (heard = listener),
    onClosed: () => undefined,
  };
  return channel as Channel;
}

describe("a path that is measured", () => {
  it("is told by the other end what came, but not more than was sent", async () => {
    const measured = (took: string) =>
      measurePath(
        channelTo((word, say) => {
          if (word.say === "pair") say({ say: "pair", local: END, remote: END });
          if (word.say === "ping") say({ say: "pong", number: word.number });
          if (word.say === "loaded") {
            say(took);
            say({ say: "done" });
          }
        }),
        { leads: true, pair: PAIR },
        AbortSignal.timeout(2_000),
      );
    expect(await measured('{"say":"took","bytes":4000000,"ms":1000}')).toMatchObject({
      upBitsPerSecond: 32_000_000,
      theirs: PAIR,
    });
    // 1e308 bytes would be endless bits, which no survey keeps.
    for (const bytes of ["1e308", "1e999", "-1", "5000000"])
      expect(await measured(`{"say":"took","bytes":${bytes},"ms":1000}`)).toMatchObject({ upBitsPerSecond: null });
  });
});

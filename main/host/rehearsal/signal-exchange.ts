import { errorText } from "#core/error-text.ts";
import { decodeUtf8, encodeUtf8 } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { digitsOf, invitation, joining, SECRET_BYTES, type Sealed } from "#core/rehearsal/sealing.ts";
import { decodeSignal, encodeSignal, type Signal } from "#core/rehearsal/signal.ts";
import type { RendezvousLine } from "./rendezvous-line.ts";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";

/** How two ends get to know each other: whatever carries the texts. All calls throw RehearsalTrouble or the signal's reason. */
export type SignalExchange = {
  /** Agrees with the other end, as far as that needs to be done before anything is gathered. */
  meet(): Promise<void>;
  send(signal: Signal): Promise<void>;
  receive(): Promise<Signal>;
  /**
   * To be called once the other end's signal was taken in: ends when the inviting one has done so, too. Its ICE fails for good when checks
   * come in before it knows whose they are, as they do through a full-cone router.
   */
  ready(): Promise<void>;
  /** What both screens show; known once both signals are. */
  digits(): string;
  leave(): void;
};

/** Through the firm's vantage, which carries sealed texts under a code. */
export function vantageExchange(
  line: RendezvousLine,
  {
    side,
    code,
    randomBytes,
    onRoom,
  }: {
    side: "invite" | "join";
    code: string;
    randomBytes: (length: number) => Uint8Array;
    /** The code is good from now on. */ onRoom: () => void;
  },
): SignalExchange {
  let sealed: Sealed | null = null;
  const agreed = (): Sealed => {
    if (!sealed) throw new Error("not met yet");
    return sealed;
  };
  return {
    meet: async () => {
      if (side === "invite") {
        const invited = invitation(code, randomBytes(SECRET_BYTES), randomBytes(SECRET_BYTES));
        await line.say(invited.commitment);
        onRoom();
        const joinKey = await line.hear();
        const accepted = whole(() => invited.accept(joinKey));
        await line.say(accepted.opening);
        ({ sealed } = accepted);
        return;
      }
      const joined = joining(code, randomBytes(SECRET_BYTES));
      await line.say(joined.joinKey);
      const commitment = await line.hear();
      const opening = await line.hear();
      sealed = whole(() => joined.accept(commitment, opening));
    },
    send: (signal) => line.say(agreed().seal(encodeUtf8(encodeSignal(signal)))),
    receive: async () => {
      const text = await line.hear();
      return whole(() => decodeSignal(decodeUtf8(agreed().open(text)) ?? ""));
    },
    ready: async () => {
      if (side === "invite") return line.say(agreed().seal(READY));
      const said = await line.hear();
      whole(() => agreed().open(said));
    },
    digits: () => agreed().digits,
    leave: () => line.leave(),
  };
}

const READY = encodeUtf8("ready");

function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) throw new RehearsalTrouble("in-between", {}, error);
    throw error;
  }
}

/** Texts that a person carries. */
export type ByHand = {
  /** Shows one's own text. */
  show(text: string): void;
  /** The other end's text, once it is put in. */
  take(): Promise<string>;
  /** The joining end: the colleague has put the answer in. */
  begin(): Promise<void>;
};

export function exchangeByHand(hand: ByHand, side: "invite" | "join"): SignalExchange {
  let own = "";
  let theirs = "";
  return {
    meet: () => Promise.resolve(),
    send: async (signal) => {
      own = encodeSignal(signal);
      hand.show(own);
    },
    receive: async () => {
      const signal = readSignal(await hand.take(), side === "invite" ? "answer" : "offer");
      // Written anew, so that a line break of some messenger changes no digits.
      theirs = encodeSignal(signal);
      return signal;
    },
    ready: () => (side === "join" ? hand.begin() : Promise.resolve()),
    digits: () => (side === "invite" ? digitsOf(own, theirs) : digitsOf(theirs, own)),
    leave: () => undefined,
  };
}

/** @throws RehearsalTrouble not-a-signal, own-signal */
export function readSignal(text: string, role: Signal["role"]): Signal {
  let signal: Signal;
  try {
    signal = decodeSignal(text);
  } catch (error) {
    throw new RehearsalTrouble("not-a-signal", {
      detail: error instanceof DecodeError ? error.reason : errorText(error),
    });
  }
  if (signal.role !== role) throw new RehearsalTrouble("own-signal");
  return signal;
}

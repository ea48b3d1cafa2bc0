import { createHash } from "node:crypto";
import { DecodeError } from "#core/codec/decode-error.ts";
import type { HttpMessage } from "#core/codec/http-message.ts";
import { decodeOnvif, type OnvifAnswers, type OnvifReply } from "#core/codec/onvif-reply.ts";
import { onvifRequest, type OnvifArguments, type OnvifOperation } from "#core/codec/onvif-request.ts";
import { pageText } from "../../net/page-text.ts";
import type { DeviceSession } from "./device-session.ts";
import { InspectTrouble } from "./inspect-trouble.ts";

export type OnvifTalkOptions = {
  session: DeviceSession;
  now: () => Date;
  /** The device's clock minus the laptop's: most refuse what is signed minutes off. */
  clockOffsetMs: number;
};

type Asked<Operation extends OnvifOperation> = {
  /** Null: something else than SOAP. */
  reply: OnvifReply<OnvifAnswers[Operation]> | null;
  message: HttpMessage;
};

/** ONVIF with a login: signed into the message (WS-Security), by HTTP digest where the device asks for that, or both. */
export class OnvifTalk {
  readonly #options: OnvifTalkOptions;
  #signed = false;

  constructor(options: OnvifTalkOptions) {
    this.#options = options;
  }

  /** @throws InspectTrouble */
  async ask<Operation extends OnvifOperation>(
    target: string,
    operation: Operation,
    args: OnvifArguments[Operation],
  ): Promise<Asked<Operation>> {
    const { body, contentType } = onvifRequest(operation, args, this.#signed ? this.#security() : undefined);
    const request = { method: "POST", target, body, contentType, signsItself: true } as const;
    const message = await this.#options.session.answer(request);
    try {
      return { reply: decodeOnvif(operation, pageText(message)), message };
    } catch (error) {
      if (error instanceof DecodeError) return { reply: null, message };
      throw error;
    }
  }

  /**
   * The first question that needs a login, at first without one: so the device says which way it wants it, and no login is lost in
   * one that it does not take.
   *
   * @throws InspectTrouble
   */
  async first<Operation extends OnvifOperation>(
    target: string,
    operation: Operation,
    args: OnvifArguments[Operation],
  ): Promise<OnvifAnswers[Operation] | null> {
    const { session } = this.#options;
    const open = await this.ask(target, operation, args);
    if (!isRefusal(open)) return valueOf(open);
    this.#signed = true;
    const signed = await this.ask(target, operation, args);
    if (isRefusal(signed)) throw session.refuse();
    session.noteAccepted();
    return valueOf(signed);
  }

  /**
   * What a further question brings; null: it was not told. A refusal ends the talk: the device may count it.
   *
   * @throws InspectTrouble certificate-changed
   */
  async further<Operation extends OnvifOperation>(
    target: string,
    operation: Operation,
    args: OnvifArguments[Operation],
  ): Promise<OnvifAnswers[Operation] | null> {
    try {
      const asked = await this.ask(target, operation, args);
      if (isRefusal(asked)) this.#options.session.refuse();
      return valueOf(asked);
    } catch (error) {
      if (error instanceof InspectTrouble && error.why !== "certificate-changed") return null;
      throw error;
    }
  }

  #security(): Parameters<typeof onvifRequest>[2] {
    const { session, now, clockOffsetMs } = this.#options;
    const { userName, password, randomBytes } = session.options;
    return {
      userName,
      password,
      nonce: randomBytes(16),
      created: `${new Date(now().getTime() + clockOffsetMs).toISOString().slice(0, 19)}Z`,
      sha1: (bytes) => createHash("sha1").update(bytes).digest(),
    };
  }
}

const valueOf = <Operation extends OnvifOperation>({ reply }: Asked<Operation>): OnvifAnswers[Operation] | null =>
  reply?.kind === "answer" ? reply.value : null;

/** Some refuse with a fault in any status, some with an empty body. */
function isRefusal({ reply, message: { statusCode } }: Asked<OnvifOperation>): boolean {
  if (reply?.kind === "fault") return reply.fault.notAuthorized;
  return reply?.kind !== "answer" && (statusCode === 401 || statusCode === 403 || reply?.kind === "empty");
}

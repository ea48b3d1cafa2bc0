import { kindOfType, readCandidateLine, type Candidate, type PairEnd } from "#core/rehearsal/candidate.ts";
import { descriptionOf, readDescription, remoteCandidates } from "#core/rehearsal/description.ts";
import type { Signal } from "#core/rehearsal/signal.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import type { Channel, DataChannelLibrary, Peer } from "./data-channel-library.ts";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";

export type TurnServer = Endpoint & { username: string; password: string };

export type IcePeerOptions = {
  role: Signal["role"];
  /** That is known to answer. */
  stun: Endpoint | null;
  turn: TurnServer | null;
  localPort: number;
};

export type SelectedPair = { local: PairEnd; remote: PairEnd };

const LABEL = "farsite-rehearsal";

/** One end of a direct connection: libdatachannel's peer, with candidates handed over when the checks may begin. */
export class IcePeer {
  readonly #peer: Peer;
  readonly #candidates: Candidate[] = [];
  readonly #gathered = Promise.withResolvers<void>();
  readonly #opened = Promise.withResolvers<Channel>();
  readonly #failed = Promise.withResolvers<void>();

  constructor({ PeerConnection }: DataChannelLibrary, { role, stun, turn, localPort }: IcePeerOptions) {
    const hostname = ({ address }: Endpoint): string => address;
    this.#peer = new PeerConnection("farsite", {
      iceServers: [
        ...(stun ? [{ hostname: hostname(stun), port: stun.port }] : []),
        ...(turn
          ? [
              {
                hostname: hostname(turn),
                port: turn.port,
                username: turn.username,
                password: turn.password,
                relayType: "TurnUdp" as const,
              },
            ]
          : []),
      ],
      portRangeBegin: localPort,
      portRangeEnd: localPort,
    });
    this.#peer.onLocalCandidate((line) => {
      const candidate = readCandidateLine(line);
      if (candidate) this.#candidates.push(candidate);
    });
    this.#peer.onGatheringStateChange((state) => state === "complete" && this.#gathered.resolve());
    this.#peer.onIceStateChange((state) => (state === "failed" || state === "closed") && this.#failed.resolve());
    if (role === "offer") this.#use(this.#peer.createDataChannel(LABEL));
    else this.#peer.onDataChannel((channel) => this.#use(channel));
  }

  /** Own candidates, once all servers have answered or when `patience` is over. */
  async gather(patience: AbortSignal): Promise<Candidate[]> {
    const over = new Promise<void>((resolve) => {
      if (patience.aborted) resolve();
      patience.addEventListener("abort", () => resolve(), { once: true });
    });
    await Promise.race([this.#gathered.promise, over]);
    return [...this.#candidates];
  }

  /** What the own description says besides candidates. */
  credentials(): Pick<Signal, "ufrag" | "password" | "fingerprint"> {
    const read = readDescription(this.#peer.localDescription()?.sdp ?? "");
    if (!read) throw new RehearsalTrouble("failed", { detail: "no local description" });
    return read;
  }

  /** Takes the other end's description, without its candidates. An answering end begins to gather by it. */
  hear(signal: Signal): void {
    this.#peer.setRemoteDescription(descriptionOf(signal), signal.role);
  }

  /** The checks begin. */
  begin(candidates: readonly Candidate[]): void {
    for (const { line, mid } of remoteCandidates(candidates)) this.#peer.addRemoteCandidate(line, mid);
  }

  /** The channel once it stands; null when the checks failed. */
  opened(): Promise<Channel | null> {
    return Promise.race([this.#opened.promise, this.#failed.promise.then(() => null)]);
  }

  /** The pair that is in use now. */
  pair(): SelectedPair | null {
    const pair = this.#peer.getSelectedCandidatePair();
    if (pair === null) return null;
    const end = ({ address, port, type }: { address: string; port: number; type: string }): PairEnd | null => {
      const kind = kindOfType(type);
      const canonical = canonicalAddress(address);
      return kind === undefined || canonical === undefined ? null : { kind, address: canonical, port };
    };
    const [local, remote] = [end(pair.local), end(pair.remote)];
    return local && remote ? { local, remote } : null;
  }

  close(): void {
    this.#failed.resolve();
    this.#peer.close();
  }

  #use(channel: Channel): void {
    channel.onOpen(() => this.#opened.resolve(channel));
    // A channel that the other end opened may stand already.
    if (channel.isOpen()) this.#opened.resolve(channel);
  }
}

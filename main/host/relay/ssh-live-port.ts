import type { LivePort } from "#core/relay/live-tunnel.ts";
import { listenAddress } from "#core/relay/ssh-listen.ts";
import type { PublishedPort } from "#core/tunnel/tunnel.ts";
import type { ConnectDevice } from "./device-connection.ts";
import { couple } from "./ssh-couple.ts";
import type { SshCaller, SshLine } from "./ssh-line.ts";

/** What Farsite needs to know of a published port. */
export type TunnelPort = Pick<PublishedPort, "id" | "address" | "port" | "serverPort" | "listen">;

/** A browser opens six at once, a recorder's app a dozen; more than this is no viewer. */
const MAX_CONNECTIONS = 64;

/** One published port: what is asked of the server for it, and who comes in. */
export class SshLivePort {
  readonly #planned: TunnelPort;
  readonly listenAddress: string;
  readonly #connectDevice: ConnectDevice;
  readonly #changed: () => void;
  #state: LivePort["state"] = { kind: "waiting" };
  #open = 0;
  #total = 0;
  #turnedAway = 0;
  #unanswered = 0;
  #deviceTrouble: LivePort["deviceTrouble"] = null;
  #bytesIn = 0;
  #bytesOut = 0;

  constructor(plan: TunnelPort, connectDevice: ConnectDevice, changed: () => void) {
    const { id, address, port, serverPort, listen } = plan;
    this.#planned = { id, address, port, serverPort, listen };
    this.listenAddress = listenAddress(plan.listen);
    this.#connectDevice = connectDevice;
    this.#changed = changed;
  }

  /** Asks the server to listen. `retakeForMs`: how long a port that is taken is taken for one of the line before. */
  async listen(line: SshLine, retakeForMs: number): Promise<void> {
    const answer = await line.forwardIn(this.listenAddress, this.#planned.serverPort);
    if (answer.kind === "listening") this.#become({ kind: "listening" });
    else if (answer.fault === "taken" && retakeForMs > 0) this.#become({ kind: "retaking", leftMs: retakeForMs });
    else this.#become({ kind: "failed", fault: answer.fault });
  }

  get isRetaking(): boolean {
    return this.#state.kind === "retaking";
  }

  lineGone(): void {
    this.#become({ kind: "waiting" });
  }

  isFor(caller: SshCaller): boolean {
    return caller.serverPort === this.#planned.serverPort && caller.listenAddress === this.listenAddress;
  }

  /** The device is called before the caller is let in, so that who calls a device that is off is told so by a closed connection. */
  async take(line: SshLine, caller: SshCaller): Promise<void> {
    if (this.#open >= MAX_CONNECTIONS) {
      this.#turnedAway += 1;
      caller.reject();
      return this.#changed();
    }
    this.#open += 1;
    this.#total += 1;
    const { address, port } = this.#planned;
    const device = await this.#connectDevice({ address, port });
    if (device.kind === "failed" || !line.isOpen) {
      this.#open -= 1;
      if (device.kind === "open") device.socket.destroy();
      else {
        this.#unanswered += 1;
        this.#deviceTrouble = device.why;
        if (line.isOpen) caller.reject();
      }
      return this.#changed();
    }
    this.#deviceTrouble = null;
    device.socket.once("close", () => {
      this.#open -= 1;
      this.#changed();
    });
    couple(line, caller.accept(), device.socket, {
      in: (bytes) => (this.#bytesIn += bytes),
      out: (bytes) => (this.#bytesOut += bytes),
    });
    this.#changed();
  }

  status(): LivePort {
    return {
      ...this.#planned,
      state: this.#state,
      connections: { open: this.#open, total: this.#total, turnedAway: this.#turnedAway, unanswered: this.#unanswered },
      deviceTrouble: this.#deviceTrouble,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
    };
  }

  #become(state: LivePort["state"]): void {
    this.#state = state;
    this.#changed();
  }
}

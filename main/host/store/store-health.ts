import { HostError } from "#core/contract/errors.ts";
import { errorText } from "#core/error-text.ts";
import type { DatabaseJob } from "./database-job.ts";
import type { Healed } from "./heal.ts";

/** A check of the largest store takes seconds; whoever writes without waiting is told that it is busy rather than frozen. */
const CHECK_TIMEOUT_MS = 60_000;

export interface StoreState {
  state: "ok" | "checking" | "read-only" | "healed";
  detail: string | null;
  /** Changes that were put back at this start. */
  healed: number;
}

/** Whether the file may be written: after a crash it is looked over first, and a damaged one is left as it is. */
export interface StoreHealth {
  readonly state: () => StoreState;
  /** Settles once writing no longer has to wait, also when it is refused from then on. Without it a write itself waits. */
  readonly whenWritable: () => Promise<void>;
  /**
   * Before every write, outside of its transaction.
   *
   * @throws HostError STORE_READ_ONLY; DISK_FULL or STORE_BUSY while what was lost can't be put back
   */
  readonly beforeWrite: () => void;
  /** Something that was read is damaged: nothing is written any more. */
  readonly foundDamage: (detail: string) => void;
  /** Holds back writes until the check says that the file is sound and everything that was lost is back. */
  readonly check: (job: DatabaseJob, heal: () => Generator<void, Healed>, whenSound: () => void) => void;
  /** The file is about to be closed: a check that is under way is given up. */
  readonly close: () => void;
}

type Waiting = { job: DatabaseJob; heal: () => Generator<void, Healed>; whenSound: () => void };

export function createStoreHealth(file: string): StoreHealth {
  let current: StoreState = { state: "ok", detail: null, healed: 0 };
  let waiting: Waiting | null = null;
  let running: Generator<void, Healed> | null = null;
  /** The writes of healing itself don't wait for it. */
  let isHealing = false;
  let settled: Promise<void> = Promise.resolve();

  const foundDamage = (detail: string): void => {
    waiting = null;
    running = null;
    if (current.state !== "read-only") current = { state: "read-only", detail, healed: current.healed };
  };

  /** Looks at the check's result; false: the file is damaged. */
  const isSound = (problems: readonly string[]): boolean => {
    if (problems.length > 0) foundDamage(problems.join("; "));
    return problems.length === 0;
  };

  /** One step of putting back what was lost; true: nothing is left to do. */
  const healStep = (): boolean => {
    if (waiting === null) return true;
    isHealing = true;
    try {
      running ??= waiting.heal();
      const step = running.next();
      if (step.done !== true) return false;
      const { whenSound } = waiting;
      waiting = null;
      running = null;
      const { healed, detail } = step.value;
      current = { state: healed > 0 || detail !== null ? "healed" : "ok", detail, healed };
      whenSound();
      return true;
    } catch (error) {
      // It begins anew with the next write: there may be room on the disk by then.
      running = null;
      throw error;
    } finally {
      isHealing = false;
    }
  };

  const problemsFrom = (check: () => string[]): string[] => {
    try {
      return check();
    } catch (error) {
      return problemsOf(error);
    }
  };

  const inBackground = async ({ job }: Waiting): Promise<void> => {
    const problems = await job.done.then((result) => result.problems, problemsOf);
    if (waiting?.job !== job || !isSound(problems)) return;
    try {
      while (!healStep()) await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      // The next write tries it again and says what stands in the way.
      current = { ...current, detail: errorText(error) };
    }
  };

  return {
    state: () => current,
    whenWritable: () => settled,
    foundDamage,
    beforeWrite: () => {
      if (isHealing) return;
      if (waiting !== null) {
        const { job } = waiting;
        if (isSound(problemsFrom(() => job.waitFor(CHECK_TIMEOUT_MS).problems))) while (!healStep());
      }
      if (current.state === "read-only") throw new HostError("STORE_READ_ONLY", { file, detail: current.detail ?? "" });
    },
    check: (job, heal, whenSound) => {
      waiting = { job, heal, whenSound };
      current = { state: "checking", detail: null, healed: 0 };
      settled = inBackground(waiting);
    },
    close: () => {
      waiting?.job.letGo();
      waiting = null;
    },
  };
}

/** A check that found the file too damaged to go on. Where it could not be made at all, nothing speaks against the file. */
function problemsOf(error: unknown): string[] {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code) ? [errorText(error)] : [];
}

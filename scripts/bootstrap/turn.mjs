// @ts-check
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** How often the holder shows that it lives. */
const HEARTBEAT_MS = 2_000;
/** Silence after which a holder counts as gone though its process id is in use: an orphaned npm is done by then. */
const SILENT_MS = 300_000;
/** Removing a dead holder's file takes a moment; a guard older than this was left by a killed waiter. */
const GUARD_MS = 10_000;
const POLL_MS = 200;

/** @param {string} file */
function readHolder(file) {
  try {
    const pids = readFileSync(file, "utf8").trim().split(" ").map(Number);
    return { pids, beat: statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // An empty file is one whose holder is about to write its id; the silence limit covers a crash right there.
  if (!(pid > 0)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Removes a dead holder's file. Only one waiter at a time may do so, and looks again first: otherwise the second of two
 * waiters would remove the new file of the first.
 * @param {string} file
 * @param {number} beat of the holder that was found dead or silent
 */
function removeDead(file, beat) {
  const guard = `${file}.removing`;
  try {
    mkdirSync(guard);
  } catch {
    // Left by a waiter that was killed right here.
    if (Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > GUARD_MS) rmdirSync(guard);
    return;
  }
  try {
    if (readHolder(file)?.beat === beat) rmSync(file, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

/**
 * @typedef {object} Turn
 * @property {(pid: number) => void} shareWith names a child that goes on working should this process be killed
 * @property {() => void} giveBack safe to call twice
 */

/**
 * Waits until no other start is doing the same work in the same folder, then holds the turn.
 * @param {string} file that stands for the turn while it is held
 * @param {() => void} onWait called once when somebody else has the turn
 * @param {AbortSignal} signal rejects with its AbortError while waiting
 * @returns {Promise<Turn>}
 */
export async function takeTurn(file, onWait, signal) {
  let told = false;
  /** @type {{ beat: number, sinceMs: number } | undefined} */
  let seen;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (holder) {
      if (seen?.beat !== holder.beat) seen = { beat: holder.beat, sinceMs: performance.now() };
      // Silence is measured here, not from the file's date: the clock may jump and laptops sleep.
      const silent = performance.now() - seen.sinceMs > SILENT_MS;
      if (silent || !holder.pids.some(isAlive)) removeDead(file, holder.beat);
      else if (!told) {
        told = true;
        onWait();
      }
    }
    await sleep(POLL_MS, undefined, { signal });
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Removed by hand: the worst that follows is a second install.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  let held = true;
  return {
    shareWith(pid) {
      writeFileSync(file, `${process.pid} ${pid}`);
    },
    giveBack() {
      if (!held) return;
      held = false;
      clearInterval(heartbeat);
      rmSync(file, { force: true });
    },
  };
}

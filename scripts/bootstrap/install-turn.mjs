// @ts-check
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How often the holder shows that it lives. */
const HEARTBEAT_MS = 2_000;
/** Silence after which a holder counts as gone, though its process id may be in use again: many heartbeats. */
const SILENT_MS = 30_000;
const POLL_MS = 200;

/** @param {string} file */
function readHolder(file) {
  try {
    return { pid: Number(readFileSync(file, "utf8")), beat: statSync(file).mtimeMs };
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
 * @param {number} pid of the holder that was found dead or silent
 * @param {number} beat
 */
function removeDead(file, pid, beat) {
  const guard = `${file}.removing`;
  try {
    mkdirSync(guard);
  } catch {
    // Left by a waiter that was killed right here.
    if (Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > SILENT_MS) rmdirSync(guard);
    return;
  }
  try {
    const now = readHolder(file);
    if (now && now.pid === pid && now.beat === beat) rmSync(file, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

/**
 * Waits until no other start is installing into the same folder, then holds the turn.
 * @param {string} root
 * @param {() => void} onWait called once when somebody else has the turn
 * @param {AbortSignal} signal rejects with its AbortError while waiting
 * @returns {Promise<() => void>} gives the turn back; safe to call twice
 */
export async function takeInstallTurn(root, onWait, signal) {
  const file = join(root, ".bootstrap.lock");
  let told = false;
  /** @type {{ pid: number, beat: number, sinceMs: number } | undefined} */
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
      if (!seen || seen.pid !== holder.pid || seen.beat !== holder.beat)
        seen = { ...holder, sinceMs: performance.now() };
      // Silence is measured here, not from the file's date: the clock may jump and laptops sleep.
      if (!isAlive(holder.pid) || performance.now() - seen.sinceMs > SILENT_MS)
        removeDead(file, holder.pid, holder.beat);
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
  return () => {
    if (!held) return;
    held = false;
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  };
}

// keytar 7.9.0 and @napi-rs/keyring 2.1.2 side by side on a real Secret Service. Figures: docs/decisions/002-keychain.md.
//
//   npm install --prefix test/trials/keychain     (keytar compiles itself where its download is not to be had)
//   node test/trials/keychain/trial.mjs [--only STATE]
//
// Linux. Needs dbus-run-session, gnome-keyring-daemon, gdbus and Debian's python3-gi. Everything lives in a temp folder with a D-Bus
// session of its own: the person's keyring is not touched.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const ME = fileURLToPath(import.meta.url);
const SERVICE = "farsite-trial";
const DEADLINE_MS = 8_000; // one call; longer counts as "hangs"
const STOPPED_MS = 1_500; // how long the keyring daemon is frozen to see who blocks the event loop

const SECRETS = {
  ascii: "correct horse battery staple",
  unicode: "Pässwort-密码-🔑-\u0301",
  empty: "",
  "with NUL": "before\0after",
  "4 kB": "x".repeat(4_000),
  "100 kB": "ü".repeat(50_000),
  "1 MB": "y".repeat(1_000_000),
};

// ---- one library behind one shape ---------------------------------------------------------------------------------
async function library(name) {
  if (name === "keytar") {
    const { default: keytar } = await import("keytar");
    return {
      set: (account, secret) => keytar.setPassword(SERVICE, account, secret),
      get: (account) => keytar.getPassword(SERVICE, account),
      remove: (account) => keytar.deletePassword(SERVICE, account),
      list: () => keytar.findCredentials(SERVICE),
    };
  }
  const { AsyncEntry, findCredentialsAsync } = await import("@napi-rs/keyring");
  const options = name === "keyring pinned" ? { linux: { store: "secret-service" } } : undefined;
  const entry = (account) => new AsyncEntry(SERVICE, account, options);
  return {
    entry,
    list: () => findCredentialsAsync(SERVICE),
    set: async (account, secret, signal) => entry(account).setPassword(secret, signal),
    get: async (account, signal) => entry(account).getPassword(signal),
    remove: async (account) => entry(account).deletePassword(),
  };
}
const LIBRARIES = ["keytar", "keyring pinned", "keyring unpinned"];

/** Outcome of one call as text, with its time and the longest pause of the event loop meanwhile. */
async function timed(work) {
  const started = performance.now();
  let last = started;
  let pauseMs = 0;
  const ticker = setInterval(() => {
    pauseMs = Math.max(pauseMs, performance.now() - last);
    last = performance.now();
  }, 5);
  const deadline = new AbortController();
  const outcome = await Promise.race([
    (async () => work())().then(
      (value) => ({ ok: value }),
      (error) => ({ failed: `${error.code ? `${error.code}: ` : ""}${error.message.split("\n")[0]}` }),
    ),
    sleep(DEADLINE_MS, { failed: "hangs" }, { signal: deadline.signal }),
  ]);
  deadline.abort();
  clearInterval(ticker);
  const now = performance.now();
  return { ...outcome, ms: Math.round(now - started), pauseMs: Math.round(Math.max(pauseMs, now - last)) };
}
const text = (r) => `${"failed" in r ? `ERROR ${r.failed}` : JSON.stringify(r.ok)} in ${r.ms} ms`;
/** Descriptions of kernel keys that are ours: where a silent fallback puts the secret. */
const kernelKeys = () =>
  readFileSync("/proc/keys", "utf8")
    .split("\n")
    .filter((l) => l.includes(SERVICE)).length;

// ---- a child: one library in one state of the keychain --------------------------------------------------------------
const acts = {
  async usual(lib) {
    for (const [name, secret] of Object.entries(SECRETS)) {
      const set = await timed(() => lib.set(name, secret));
      const get = await timed(() => lib.get(name));
      const same =
        get.ok === secret
          ? "same"
          : `DIFFERENT (${get.ok === null ? "null" : `${get.ok?.length} of ${secret.length} characters`})`;
      console.log(
        `    ${name.padEnd(10)} set ${"failed" in set ? text(set) : `${set.ms} ms`}, get ${"failed" in get ? text(get) : `${get.ms} ms, ${same}`}`,
      );
    }
    console.log(`    missing    ${text(await timed(() => lib.get("missing")))}`);
    await lib.set("again", "one");
    await lib.set("again", "two");
    console.log(`    overwrite  ${text(await timed(() => lib.get("again")))}`);
    const many = await timed(async () => {
      await Promise.all(Array.from({ length: 50 }, (_, i) => lib.set(`n${i}`, `s${i}`)));
      const all = await Promise.all(Array.from({ length: 50 }, (_, i) => lib.get(`n${i}`)));
      return all.filter((s, i) => s === `s${i}`).length;
    });
    console.log(`    50 at once ${text(many)}, event loop paused at most ${many.pauseMs} ms`);
    console.log(
      `    delete     ${text(await timed(() => lib.remove("ascii")))}, again ${text(await timed(() => lib.remove("ascii")))}`,
    );
    console.log(`    kernel keys with our name: ${kernelKeys()}`);
  },
  async ask(lib) {
    console.log(`    get  ${text(await timed(() => lib.get("kept")))}`);
    console.log(`    set  ${text(await timed(() => lib.set("new", "secret")))}`);
    console.log(`    read back ${text(await timed(() => lib.get("new")))}; kernel keys with our name: ${kernelKeys()}`);
    await lib.remove("new").catch(() => {}); // leave nothing in the kernel
  },
  async list(lib) {
    console.log(`    list ${text(await timed(async () => (await lib.list()).length))}`);
  },
  async frozen(lib) {
    const daemon = Number(process.env["KEYRING_PID"]);
    const freeze = () => {
      process.kill(daemon, "SIGSTOP");
      // Thawed by another process: this one's event loop may be what is stuck.
      spawn("sh", ["-c", `sleep ${STOPPED_MS / 1000}; kill -CONT ${daemon}`], { stdio: "ignore" });
    };
    const show = (what, r) => console.log(`    ${what}: ${text(r)}, event loop paused at most ${r.pauseMs} ms`);
    if (!lib.entry) {
      freeze();
      show("get", await timed(() => lib.get("kept")));
      return;
    }
    const known = lib.entry("kept");
    freeze();
    show("get of an entry made before", await timed(() => known.getPassword()));
    freeze();
    show("new entry alone", await timed(() => void lib.entry("other")));
    freeze();
    show(
      "get of an entry made before, AbortSignal after 300 ms",
      await timed(() => known.getPassword(AbortSignal.timeout(300))),
    );
    await sleep(STOPPED_MS);
    process.kill(daemon, "SIGSTOP");
    show("daemon frozen for good", await timed(() => known.getPassword()));
    process.kill(daemon, "SIGCONT");
  },
  async prompt(lib) {
    const { readFile } = await import("node:fs/promises");
    for (const waiting of [1, 3]) {
      const calls = Array.from({ length: waiting }, () => lib.get("kept"));
      const get = await timed(() => Promise.race(calls));
      const read = await timed(async () => (await readFile(ME)).length > 0);
      console.log(`    ${waiting} more get: ${text(get)}; then fs.readFile: ${text(read)}`);
    }
  },
  /** One call waits for the prompt; can the process still end itself? */
  async exit(lib) {
    void lib.get("kept");
    await sleep(500);
    process.exit();
  },
};

async function child(name, act, killMs = 4 * DEADLINE_MS) {
  const started = performance.now();
  const actor = spawn(process.execPath, [ME, "act", name, act], { stdio: ["ignore", "inherit", "pipe"] });
  let err = "";
  actor.stderr.on("data", (d) => (err += d));
  const stop = setTimeout(() => actor.kill("SIGKILL"), killMs);
  const [code, signal] = await once(actor, "close");
  clearTimeout(stop);
  const why = err.match(/^.*(?:Error|fatal|failed|critical).*$/im)?.[0];
  console.log(
    `    [${act}] process: ${signal ?? `exit ${code}`} after ${Math.round(performance.now() - started)} ms${why ? ` | ${why}` : ""}`,
  );
}

/** Takes the desktop prompter's place on the bus and never answers: a password prompt that nobody types into. */
const SILENT_PROMPTER = `
import os, signal
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
  GLib.Variant("(su)", ("org.gnome.keyring.SystemPrompter", 0)), None, 0, -1, None)
os.kill(os.getpid(), signal.SIGSTOP)
`;

// ---- states of the keychain ------------------------------------------------------------------------------------------
async function keyring() {
  const daemon = spawn("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  daemon.stdin.end("trial password");
  process.env["KEYRING_PID"] = String(daemon.pid);
  await owned("org.freedesktop.secrets");
  return daemon;
}
async function owned(name) {
  for (let i = 0; i < 100; i++) {
    const answer = await gdbus(
      "org.freedesktop.DBus",
      "/org/freedesktop/DBus",
      "org.freedesktop.DBus.NameHasOwner",
      name,
    );
    if (answer.includes("true")) return;
    await sleep(50);
  }
  throw new Error(`${name} did not appear on the bus`);
}
async function lockedKeyring(name) {
  const daemon = await keyring();
  await (await library(name)).set("kept", "still here");
  await gdbus(
    "org.freedesktop.secrets",
    "/org/freedesktop/secrets",
    "org.freedesktop.Secret.Service.Lock",
    "['/org/freedesktop/secrets/collection/login']",
  );
  return daemon;
}
async function gdbus(destination, path, method, ...args) {
  const call = spawn("gdbus", ["call", "--session", "-d", destination, "-o", path, "-m", method, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let out = "";
  call.stdout.on("data", (d) => (out += d));
  await once(call, "close");
  return out;
}

const states = {
  async unlocked(name) {
    const daemon = await keyring();
    await child(name, "usual");
    daemon.kill();
  },
  async frozen(name) {
    const daemon = await keyring();
    await child(name, "frozen");
    daemon.kill();
  },
  async locked(name) {
    const daemon = await lockedKeyring(name);
    await child(name, "ask");
    await child(name, "list");
    daemon.kill();
  },
  async "prompt nobody answers"(name) {
    const prompter = spawn("/usr/bin/python3", ["-c", SILENT_PROMPTER], { stdio: "ignore" });
    await owned("org.gnome.keyring.SystemPrompter");
    const daemon = await lockedKeyring(name);
    await child(name, "exit", DEADLINE_MS);
    await child(name, "prompt");
    daemon.kill();
    prompter.kill("SIGKILL");
  },
  "no Secret Service": (name) => child(name, "ask"),
  "no D-Bus": (name) => child(name, "ask"),
};

async function inSession(state, name) {
  const home = mkdtempSync(join(tmpdir(), "farsite-trial-"));
  const env = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
  };
  delete env["DBUS_SESSION_BUS_ADDRESS"];
  delete env["DISPLAY"];
  delete env["WAYLAND_DISPLAY"];
  // A bus that activates nothing: otherwise D-Bus itself would start the installed keyring daemon.
  const config = join(home, "bus.conf");
  writeFileSync(
    config,
    `<busconfig><type>session</type><listen>unix:tmpdir=${home}</listen><auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const inner = [process.execPath, ME, "state", state, name];
  const argv = state === "no D-Bus" ? inner : ["dbus-run-session", `--config-file=${config}`, "--", ...inner];
  const session = spawn(argv[0], argv.slice(1), { env, stdio: ["ignore", "inherit", "ignore"] });
  await once(session, "close");
  rmSync(home, { recursive: true, force: true });
}

const [mode, first, second] = process.argv.slice(2);
if (mode === "act") {
  await acts[second](await library(first), first);
} else if (mode === "state") {
  await states[first](second);
  process.exit(0);
} else {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  for (const state of Object.keys(states)) {
    if (values.only && values.only !== state) continue;
    console.log(state);
    for (const name of LIBRARIES) {
      console.log(`  ${name}`);
      await inSession(state, name);
    }
  }
}

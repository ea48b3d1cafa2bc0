import { beforeEach, describe, expect, test } from "vitest";
import { boxConf } from "#core/box/box-conf.ts";
import type { SiteBoxInput } from "#core/box/box-input.ts";
import { PATH_SCRIPT } from "#core/box/path-script.ts";
import { boxInput } from "./box-fixture.ts";
import { boxRoot, type BoxRoot } from "./box-root.ts";

const START = 1_800_000_000;
const LOOK_SECONDS = 30;

/** What is true around the box; the stand-ins of wg, ping and ssh answer by it. */
type World = { handshake: "fresh" | "old" | "never"; ping: boolean; ssh: boolean };
const ALIVE: World = { handshake: "fresh", ping: true, ssh: false };
const DEAD: World = { handshake: "old", ping: false, ssh: false };

let box: BoxRoot;
let now: number;

function newBox(input: SiteBoxInput = { ...boxInput, health: null, devices: [] }): void {
  box = boxRoot();
  now = START;
  box.put("etc/farsite/box.conf", boxConf(input));
  box.put("farsite-path", PATH_SCRIPT, 0o755);
  box.stub("systemctl", "");
  box.stub("logger", "");
  for (const name of ["curl", "nc"]) box.stub(name, "cat >/dev/null");
}

/** One look, some time later. @returns the path that the box says it has */
function look(world: World, afterSeconds = LOOK_SECONDS): string {
  now += afterSeconds;
  const handshake = { fresh: now - 20, old: now - 181, never: 0 }[world.handshake];
  box.stub("date", `echo ${now}`);
  box.stub("wg", `printf 'KEY=\\t${handshake}\\n'`);
  box.stub("ping", world.ping ? "" : "exit 1");
  box.stub("ssh", world.ssh ? "" : "exit 255");
  const { status, stderr } = box.run(box.path("farsite-path"));
  expect([status, stderr]).toEqual([0, ""]);
  return state("path");
}
const state = (key: string): string =>
  box.read("var/lib/farsite/path.state").match(new RegExp(`^${key}=(.*)$`, "m"))?.[1] ?? "";
const services = (): string[] => box.calls().filter((call) => call.startsWith("systemctl"));
const START_FALLBACK = "systemctl --no-block start farsite-tunnel";
const STOP_FALLBACK = "systemctl --no-block stop farsite-tunnel";

beforeEach(() => newBox());

describe("a box' way to the hub", () => {
  test("stays the tunnel while that is alive, and nothing is touched", () => {
    for (let count = 0; count < 5; count += 1) expect(look(ALIVE)).toBe("primary");
    expect(services()).toEqual([]);
  });

  test.each<[string, World]>([
    ["a handshake of 181 seconds ago", { ...ALIVE, handshake: "old" }],
    ["no handshake at all", { ...ALIVE, handshake: "never" }],
    ["no answer from the other end", { ...ALIVE, ping: false }],
  ])("%s twice is a dead tunnel, once is not", (_, world) => {
    expect(look(ALIVE)).toBe("primary");
    expect(look(world)).toBe("primary");
    expect(services()).toEqual([]);
    look(world);
    expect(services()).toEqual([START_FALLBACK]);
  });

  test("goes to the fallback, and back when the tunnel was good for five minutes", () => {
    look(ALIVE);
    look(DEAD);
    expect(look(DEAD)).toBe("none");
    expect(look({ ...DEAD, ssh: true })).toBe("fallback");
    services();
    const good = { ...ALIVE, ssh: true };
    for (let seconds = 0; seconds < 300; seconds += LOOK_SECONDS) {
      expect(look(good)).toBe("fallback");
      expect(services()).toEqual([]);
    }
    expect(look(good)).toBe("primary");
    expect(services()).toEqual([STOP_FALLBACK]);
  });

  test("one bad look begins the five minutes anew", () => {
    look(DEAD);
    look(DEAD);
    const good = { ...ALIVE, ssh: true };
    for (let seconds = 0; seconds < 270; seconds += LOOK_SECONDS) look(good);
    expect(look({ ...DEAD, ssh: true })).toBe("fallback");
    services();
    for (let seconds = 0; seconds < 300; seconds += LOOK_SECONDS) expect(look(good)).toBe("fallback");
    expect(services()).toEqual([]);
    expect(look(good)).toBe("primary");
  });

  test("with both dead it says so, keeps asking for the fallback, and starts the tunnel anew every ten minutes", () => {
    for (let count = 0; count < 50; count += 1) look(DEAD);
    expect(state("path")).toBe("none");
    const asked = services();
    expect(asked.filter((call) => call === START_FALLBACK)).toHaveLength(49);
    expect(asked.filter((call) => call === "systemctl --no-block restart wg-quick@farsite")).toHaveLength(2);
  });

  test("a tunnel that comes back while the fallback is dead is used at once", () => {
    for (let count = 0; count < 4; count += 1) look(DEAD);
    expect(look(ALIVE)).toBe("primary");
    expect(services()).not.toContain(STOP_FALLBACK);
  });

  test("the more a tunnel flaps, the longer it must be good", () => {
    const good = { ...ALIVE, ssh: true };
    for (const wait of [300, 600, 1_200, 2_400, 3_600, 3_600]) {
      look({ ...DEAD, ssh: true });
      look({ ...DEAD, ssh: true });
      expect(look(good)).toBe("fallback");
      expect(look(good, wait - 1)).toBe("fallback");
      expect(look(good, 1)).toBe("primary");
    }
    // An hour of quiet forgives.
    look(good, 3_700);
    look({ ...DEAD, ssh: true });
    look({ ...DEAD, ssh: true });
    expect(state("wait")).toBe("300");
  });

  test("says each change once", () => {
    look(ALIVE);
    for (let count = 0; count < 4; count += 1) look(DEAD);
    const said = box.calls().filter((call) => call.startsWith("logger"));
    expect(said).toEqual([
      "logger -t farsite the tunnel is dead: the fallback is started",
      "logger -t farsite path: none (before: primary)",
    ]);
  });

  test.each([
    "",
    "path=evil\nbad=$(reboot)\nwait=-5\nsince=99999999999999999999\n",
    "\0\0\0",
    "standing_in=1\ngood_since=",
  ])("a spoiled state file does no harm: %j", (text) => {
    box.put("var/lib/farsite/path.state", text);
    expect(look(ALIVE)).toBe("primary");
    expect(look(DEAD)).toBe("primary");
    expect(look(DEAD)).toBe("none");
  });

  test("a clock that is set back freezes nothing", () => {
    look(DEAD);
    look(DEAD);
    const good = { ...ALIVE, ssh: true };
    look(good);
    look(good, -100_000);
    for (let seconds = 0; seconds <= 300; seconds += LOOK_SECONDS) look(good);
    expect(state("path")).toBe("primary");
  });

  test("without a fallback it only says what is", () => {
    newBox({ ...boxInput, fallback: null, health: null, devices: [] });
    look(DEAD);
    expect(look(DEAD)).toBe("none");
    expect(services()).toEqual([]);
    expect(look(ALIVE)).toBe("primary");
  });

  test("without a tunnel the fallback is its way, always", () => {
    newBox({ ...boxInput, primary: null, health: null, devices: [] });
    look({ ...DEAD, ssh: true });
    expect(look({ ...DEAD, ssh: true })).toBe("fallback");
    expect(services()).toEqual([START_FALLBACK]);
  });

  test("tells the hub every five minutes and when its path changes, and no token is on a command line", () => {
    newBox(boxInput);
    box.stub("curl", `cat >>'${box.path("reports")}'`);
    const reports = (): string[] => (box.has("reports") ? box.read("reports").trim().split("\n") : []);
    look(ALIVE);
    look(ALIVE);
    expect(reports().map((line): unknown => JSON.parse(line))).toEqual([
      {
        site: "mueller-7",
        path: "primary",
        since: START + LOOK_SECONDS,
        at: START + LOOK_SECONDS,
        devices: [{ address: "192.168.1.20", port: 554, answers: true }],
      },
    ]);
    look(ALIVE, 300);
    expect(reports()).toHaveLength(2);
    look(DEAD);
    look(DEAD);
    expect(reports()).toHaveLength(3);
    expect(box.calls().join("\n")).not.toContain("tok_");
  });
});

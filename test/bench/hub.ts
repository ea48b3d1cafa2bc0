import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { formatHubLine } from "#core/team/hub-address.ts";
import { addTechnician, initHub } from "#host/hub/hub-admin.ts";
import { hubLaptop } from "../fakes/hub-laptop.ts";
import { canvasJpeg } from "../fakes/jpeg-bytes.ts";
import { LOOPBACK } from "../fakes/loopback.ts";
import { createPostgres, findPostgres } from "../fakes/postgres-server.ts";

// How long the host can't answer while it syncs: node test/bench/hub.ts [SURVEYS]. A real PostgreSQL on this machine, two laptops, each
// survey with five revisions and two pictures; the second laptop starts from nothing.

const SURVEYS = Number(process.argv[2] ?? 1_000);
const CHANGES = 3;
const PHOTO_BYTES = 60_000;
const IDLE_MS = 5_000;
const MILLION = 1_000_000;

const bin = findPostgres();
if (bin === null) throw new Error("PostgreSQL is not installed");
const server = await createPostgres(bin);
const root = mkdtempSync(join(tmpdir(), "farsite-bench-"));

function laptop(name: string) {
  return hubLaptop(join(root, name));
}

function picture(): Uint8Array {
  const noise = randomBytes(PHOTO_BYTES).map((byte) => (byte === 0xff ? 0 : byte));
  return Buffer.concat([canvasJpeg.subarray(0, -2), noise, canvasJpeg.subarray(-2)]);
}

/** How late the event loop is while `work` runs. A machine that is busy with something else makes it late as well: hence "idle". */
async function lateness(work: () => Promise<void>): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) =>
    (ns / MILLION).toFixed(1),
  );
  return `the event loop was late by ${p50} ms (p50), ${p99} (p99), ${max} (most)`;
}

async function timed(what: string, { hub }: ReturnType<typeof laptop>): Promise<void> {
  const startedMs = performance.now();
  const phases: string[] = [];
  let last = "";
  const late = await lateness(async () => {
    for await (const event of hub.sync()) {
      last = JSON.stringify(event);
      if (event.type === "progress" && !phases.some((phase) => phase.startsWith(event.phase))) {
        phases.push(`${event.phase} ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
      }
    }
  });
  console.log(`${what}: ${((performance.now() - startedMs) / 1_000).toFixed(1)} s; ${late}`);
  console.log(`  began ${phases.join(", ")}`);
  console.log(`  ${last}`);
}

try {
  const admin = {
    address: { user: server.superuser.name, host: LOOPBACK, port: server.port, database: "postgres" },
    password: server.superuser.password,
    authority: null,
  };
  await initHub(admin);
  const [first, second] = [laptop("first"), laptop("second")];
  for (const [name, one] of [
    ["anna", first],
    ["ben", second],
  ] as const) {
    const { password } = await addTechnician(admin, name);
    await one.hub.use({ url: formatHubLine({ ...admin.address, user: name }), password, authority: null });
  }
  for (let i = 0; i < SURVEYS; i += 1) {
    const { siteId } = first.store.beginSite({ name: `Site ${i}`, template: null });
    for (let change = 0; change < CHANGES; change += 1) {
      const entry = {
        id: randomUUID(),
        text: randomBytes(300).toString("hex"),
        at: new Date().toISOString(),
        by: "Anna",
      };
      first.store.changeSurvey(siteId, [{ op: "put", list: "notes", entry }]);
    }
    const photos = [await first.photos.add(picture()), await first.photos.add(picture())];
    const [hash = "", thumbnail = ""] = photos;
    const at = new Date().toISOString();
    const entry = {
      id: randomUUID(),
      hash,
      thumbnail,
      width: 48,
      height: 32,
      bytes: PHOTO_BYTES,
      kind: "other",
      caption: "Rack",
      takenAt: at,
      takenBy: "Anna",
    };
    first.store.changeSurvey(siteId, [{ op: "put", list: "photos", entry }]);
  }
  console.log(`idle: ${await lateness(() => sleep(IDLE_MS))}`);
  await timed(`brought ${SURVEYS} surveys`, first);
  await timed("fetched them", second);
  await timed("nothing new", second);
} finally {
  await server.remove();
  rmSync(root, { recursive: true, force: true });
}
process.exit(0);

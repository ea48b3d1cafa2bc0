import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, onTestFinished, vi } from "vitest";
import type { SyncEvent } from "#core/contract/team-calls.ts";
import { formatHubLine, type HubAddress } from "#core/team/hub-address.ts";
import { addTechnician, initHub } from "#host/hub/hub-admin.ts";
import type { HubAccess } from "#host/hub/hub-line.ts";
import type { HubService } from "#host/hub/hub-service.ts";
import type { PhotoStore } from "#host/photos/photo-store.ts";
import type { Store } from "#host/store/open-store.ts";
import { hubLaptop, type HubLaptopOptions } from "../../fakes/hub-laptop.ts";
import { canvasJpeg } from "../../fakes/jpeg-bytes.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { createPostgres, findPostgres, type PostgresServer } from "../../fakes/postgres-server.ts";

export const DATABASE = "postgres";

/** Each test waits for hundreds of commits of two databases: a busy disk is no failure. */
const TEST_TIMEOUT_MS = 90_000;

/** A PostgreSQL for the tests of a file; where there is none, they are skipped and say so. */
export function withPostgres(tls?: () => { cert: string; key: string }): () => PostgresServer {
  vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS });
  const bin = findPostgres();
  let server: PostgresServer | undefined;
  beforeEach((context) => {
    if (bin === null) context.skip("PostgreSQL is not installed (Debian: postgresql)");
  });
  beforeAll(async () => {
    if (bin !== null) server = await createPostgres(bin, tls?.());
  });
  afterAll(() => server?.remove());
  return () => {
    if (server === undefined) throw new Error("no PostgreSQL");
    return server;
  };
}

export function adminOf(server: PostgresServer, database = DATABASE): HubAccess {
  const { superuser, port } = server;
  return {
    address: { user: superuser.name, host: LOOPBACK, port, database },
    password: superuser.password,
    authority: null,
  };
}

/** A hub of its own on the server, and what the technicians of these names use it with. */
export async function freshHub<const Name extends string>(
  server: PostgresServer,
  names: readonly Name[],
): Promise<{ admin: HubAccess; technicians: Record<Name, HubAccess> }> {
  const database = `hub_${randomBytes(4).toString("hex")}`;
  await asAdmin(server, DATABASE, `create database ${database}`);
  const admin = adminOf(server, database);
  await initHub(admin);
  const technicians: Partial<Record<Name, HubAccess>> = {};
  for (const name of names) {
    const { password } = await addTechnician(admin, name);
    technicians[name] = { address: { ...admin.address, user: name }, password, authority: null };
  }
  return { admin, technicians: technicians as Record<Name, HubAccess> };
}

/** Rows of one statement, as the server's owner. */
export async function asAdmin(
  server: PostgresServer,
  database: string,
  text: string,
): Promise<Record<string, unknown>[]> {
  return as(adminOf(server, database), text);
}

/** Rows of one statement, as anybody, past all of our own code. */
export async function as(access: HubAccess, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const { default: pg } = await import("pg");
  const { user, host, port, database } = access.address;
  const client = new pg.Client({ user, host, port, database, password: access.password, ssl: false });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export interface TestLaptop {
  store: Store;
  photos: PhotoStore;
  hub: HubService;
  /** The data folder. */
  folder: string;
  /** Syncs as the person does and returns the end of it. */
  sync(): Promise<Extract<SyncEvent, { type: "finished" }>>;
  /** All of it that a person can see, for comparing laptops. */
  seen(): unknown;
  addPhoto(siteId: string, bytes?: number): Promise<string>;
}

/** A laptop with a store, photos and a hub service of its own; ended after the test. */
export function testLaptop(options: HubLaptopOptions = {}): TestLaptop {
  const folder = mkdtempSync(join(tmpdir(), "farsite-hub-"));
  const { store, photos, hub } = hubLaptop(folder, options);
  onTestFinished(async () => {
    await hub.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    store,
    photos,
    hub,
    folder,
    sync: async () => {
      let last: SyncEvent | undefined;
      for await (const event of hub.sync()) last = event;
      if (last?.type !== "finished") throw new Error("the sync did not finish");
      return last;
    },
    seen: () => {
      const { exchange } = store;
      return exchange.siteIds().map((siteId) => ({
        siteId,
        revisions: exchange.revisionHashes(siteId).toSorted(),
        records: exchange.recordHashes(siteId),
        photos: exchange.photoHashes(siteId).filter((hash) => photos.has(hash)),
        site: store.site(siteId),
      }));
    },
    addPhoto: async (siteId, bytes = 1_000) => {
      const hash = await photos.add(jpegOf(bytes));
      const entry = {
        id: randomUUID(),
        hash,
        thumbnail: hash,
        width: 48,
        height: 32,
        bytes,
        kind: "other",
        caption: "Recorder",
        takenAt: new Date().toISOString(),
        takenBy: "Anna",
      };
      store.changeSurvey(siteId, [{ op: "put", list: "photos", entry }]);
      return hash;
    },
  };
}

export const use = (laptop: TestLaptop, { address, password, authority }: HubAccess) =>
  laptop.hub.use({ url: formatHubLine(address), password, authority });

export const through = (access: HubAccess, port: number): HubAccess => ({
  ...access,
  address: { ...access.address, port } satisfies HubAddress,
});

const END_OF_IMAGE_BYTES = 2;

/** A picture of about so many bytes that nobody else has: noise before the end of a real one's data. */
function jpegOf(bytes: number): Uint8Array {
  const noise = randomBytes(bytes).map((byte) => (byte === 0xff ? 0 : byte));
  const [whole, end] = [canvasJpeg.subarray(0, -END_OF_IMAGE_BYTES), canvasJpeg.subarray(-END_OF_IMAGE_BYTES)];
  return Buffer.concat([whole, noise, end]);
}

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

import { HostError } from "#core/contract/errors.ts";
import { systemErrorCode } from "../system-error.ts";
import { toHubError } from "./hub-errors.ts";
import { openHubLine, type HubAccess, type HubLine, type HubLineOptions } from "./hub-line.ts";
import { HUB_BASE, HUB_RIGHTS, hubSteps, HUB_VERSION, TECHNICIAN_ROLE } from "./schema.ts";
import { newPassword, scramVerifier } from "./scram-verifier.ts";

// What whoever runs the server does with it, by `farsite hub`. All of it may be done again at any time.

/** "FARS" and "hub": two administrators at once take turns. */
const ADVISORY_LOCK = 0x46415253;
/** `pg_snapshot`, `xid8` and trusted roles as they are used here. */
const OLDEST_SERVER = 130_000;

export interface HubOverview {
  version: number;
  technicians: { name: string; mayLogIn: boolean }[];
  revisions: number;
  sites: number;
  photos: number;
  /** Of the whole database. */
  bytes: number;
}

/** @throws HostError HUB_UNREACHABLE, HUB_REFUSED, HUB_NOT_SET_UP, and what `work` throws as one of them */
async function atHub<T>(access: HubAccess, options: HubLineOptions, work: (line: HubLine) => Promise<T>): Promise<T> {
  const line = await openHubLine(access, options);
  try {
    return await work(line);
  } catch (error) {
    throw toHubError(error, line.name);
  } finally {
    await line.close();
  }
}

/**
 * Makes the hub's tables and the group role, brings older tables up to this version, and says anew who may do what.
 *
 * @throws HostError HUB_UNREACHABLE, HUB_REFUSED (this login may not do that), HUB_NOT_SET_UP (no such database, too old a server), HUB_NEWER
 */
export function initHub(access: HubAccess, options: HubLineOptions = {}): Promise<{ from: number; to: number }> {
  return atHub(access, options, async (line) => {
    const [server] = await line.query<{ number: string }>("select current_setting('server_version_num') as number");
    if (Number(server?.number) < OLDEST_SERVER) {
      throw new HostError("HUB_NOT_SET_UP", { hub: line.name, detail: "PostgreSQL 13 or newer is needed" });
    }
    await line.query("begin");
    await line.query(`select pg_advisory_xact_lock(${ADVISORY_LOCK})`);
    await line.query(HUB_BASE);
    const from = await versionOf(line);
    if (from > HUB_VERSION) throw new HostError("HUB_NEWER", { hub: line.name, found: from, known: HUB_VERSION });
    for (const step of hubSteps.slice(from)) await line.query(step);
    await line.query("update farsite.hub set version = $1", [HUB_VERSION]);
    await line.query(HUB_RIGHTS);
    await line.query("commit");
    return { from, to: HUB_VERSION };
  });
}

async function versionOf(line: HubLine): Promise<number> {
  const [row] = await line.query<{ version: number }>("select version from farsite.hub");
  return row?.version ?? 0;
}

/** A login as people type it; PostgreSQL takes 63 bytes. */
export const isTechnicianName = (name: string): boolean => /^[a-z][a-z0-9_-]{0,39}$/.test(name);

/**
 * Makes a login for a technician, or gives the one he has a new password. The password is made here and comes to the server only as what
 * SCRAM keeps of it.
 *
 * @throws HostError BAD_INPUT (no such name, or somebody else's), HUB_UNREACHABLE, HUB_REFUSED, HUB_NOT_SET_UP
 */
export function addTechnician(
  access: HubAccess,
  name: string,
  options: HubLineOptions = {},
): Promise<{ password: string; isNew: boolean }> {
  if (!isTechnicianName(name)) throw badName();
  return atHub(access, options, async (line) => {
    await requireHub(line);
    const login = await loginOf(line, name);
    if (login === "another")
      throw new HostError("BAD_INPUT", { detail: `${name}: this login belongs to something else` });
    const password = newPassword();
    const verb = login === "none" ? "create" : "alter";
    // Names and verifiers hold nothing that a quote could end.
    await line.query("begin");
    await line.query(
      `${verb} role "${name}" login nosuperuser nocreatedb nocreaterole noreplication password '${scramVerifier(password)}'`,
    );
    await line.query(`grant ${TECHNICIAN_ROLE} to "${name}"`);
    await line.query("commit");
    return { password, isNew: login === "none" };
  });
}

/**
 * He can't log in any more; what he brought stays.
 *
 * @throws HostError BAD_INPUT (there is no such technician), HUB_UNREACHABLE, HUB_REFUSED, HUB_NOT_SET_UP
 */
export function removeTechnician(access: HubAccess, name: string, options: HubLineOptions = {}): Promise<void> {
  if (!isTechnicianName(name)) throw badName();
  return atHub(access, options, async (line) => {
    await requireHub(line);
    if ((await loginOf(line, name)) !== "technician") {
      throw new HostError("BAD_INPUT", { detail: `${name}: no technician of this hub` });
    }
    await line.query(`alter role "${name}" nologin password null`);
    await endSessions(line, name);
  });
}

/** An administrator without superuser's rights may not end others' connections on every server; then they end by themselves. */
async function endSessions(line: HubLine, name: string): Promise<void> {
  try {
    await line.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and pid <> pg_backend_pid()",
      [name],
    );
  } catch (error) {
    if (systemErrorCode(error) !== "42501") throw error;
  }
}

const badName = (): HostError =>
  new HostError("BAD_INPUT", { detail: "a name has 1 to 40 characters: a-z first, then a-z, 0-9, - or _" });

async function loginOf(line: HubLine, name: string): Promise<"none" | "technician" | "another"> {
  const [role] = await line.query<{ ours: boolean }>(
    `select exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid
                     where m.member = r.oid and g.rolname = '${TECHNICIAN_ROLE}') and not r.rolsuper as ours
       from pg_roles r where r.rolname = $1`,
    [name],
  );
  if (role === undefined) return "none";
  return role.ours ? "technician" : "another";
}

/** @throws HostError HUB_NOT_SET_UP, HUB_NEWER */
async function requireHub(line: HubLine): Promise<void> {
  const version = await versionOf(line);
  if (version > HUB_VERSION) throw new HostError("HUB_NEWER", { hub: line.name, found: version, known: HUB_VERSION });
  if (version < HUB_VERSION) throw new HostError("HUB_NOT_SET_UP", { hub: line.name, detail: `version ${version}` });
}

/** @throws HostError HUB_UNREACHABLE, HUB_REFUSED, HUB_NOT_SET_UP */
export function hubOverview(access: HubAccess, options: HubLineOptions = {}): Promise<HubOverview> {
  return atHub(access, options, async (line) => {
    const version = await versionOf(line);
    const technicians = await line.query<{ name: string; mayLogIn: boolean }>(
      `select r.rolname::text as name, r.rolcanlogin as "mayLogIn" from pg_auth_members m
         join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
        where g.rolname = '${TECHNICIAN_ROLE}' order by 1`,
    );
    const [counts] = await line.query<{ revisions: number; sites: number; photos: number; bytes: string }>(
      `select (select count(distinct hash)::int from farsite.revision) as revisions,
              (select count(distinct site_id)::int from farsite.revision) as sites,
              (select count(*)::int from farsite.photo) as photos,
              pg_database_size(current_database())::text as bytes`,
    );
    const { revisions = 0, sites = 0, photos = 0, bytes = "0" } = counts ?? {};
    return { version, technicians, revisions, sites, photos, bytes: Number(bytes) };
  });
}

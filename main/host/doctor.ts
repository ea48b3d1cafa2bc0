import { makeOwnFolder } from "./own-folder.ts";
import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { promisify } from "node:util";
import type { DoctorItem } from "#core/contract/contract.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createTranslate, type Translate } from "#core/text/translate.ts";
import type { Host } from "./host.ts";
import { readAdapters } from "./system/adapters.ts";
import { readDefaultRoutes } from "./system/default-routes.ts";

const run = promisify(execFile);

/**
 * What Farsite needs on this computer and whether it has it, for support. Touches nothing but its own folder. Details are
 * in `locale`, but for what the system said itself.
 */
export async function examine(host: Host, locale: Locale = host.settings().locale ?? "en"): Promise<DoctorItem[]> {
  const say = createTranslate(locale);
  const [keychainItem, pingItem, ...others] = await Promise.all([
    keychain(host, say),
    pingProgram(),
    network(),
    reportEngine(host),
    leftovers(host, say),
  ]);
  return [node(), dataFolder(host), database(host, say), keychainItem, pingItem, ...others];
}

const item = (
  id: DoctorItem["id"],
  state: DoctorItem["state"],
  detail: string,
  whatToDo: string | null = null,
): DoctorItem => ({ id, state, detail, whatToDo });

const detailOf = (error: unknown): string =>
  error instanceof HostError ? `${error.code} ${JSON.stringify(error.data ?? {})}` : String(error);

function node(): DoctorItem {
  return item("node", "ok", `${process.version} ${process.platform} ${process.arch}`);
}

function dataFolder(host: Host): DoctorItem {
  const folder = host.options.dataFolder;
  try {
    makeOwnFolder(folder);
    accessSync(folder, constants.W_OK);
    return item("data-folder", "ok", folder);
  } catch (error) {
    return item("data-folder", "problem", `${folder}: ${String(error)}`, "doctor.fix.data-folder");
  }
}

function database(host: Host, say: Translate): DoctorItem {
  try {
    const integrity = host.store().integrity();
    const { file } = host.store();
    const count = host.store().sites().length;
    return integrity === "ok"
      ? item("database", "ok", say({ key: "doctor.detail.database", args: { file, count } }))
      : item("database", "problem", integrity, "doctor.fix.database");
  } catch (error) {
    return item("database", "problem", detailOf(error), "doctor.fix.database");
  }
}

async function keychain(host: Host, say: Translate): Promise<DoctorItem> {
  const state = await (host.options.probeKeychain?.() ?? host.keychain.probe());
  return state === "ok"
    ? item("keychain", "ok", say({ key: "doctor.detail.keychain", args: {} }))
    : item("keychain", "warning", `${state.code}: ${state.detail}`, "doctor.fix.keychain");
}

async function pingProgram(): Promise<DoctorItem> {
  const local = process.platform === "win32" ? ["-n", "1", "127.0.0.1"] : ["-c", "1", "127.0.0.1"];
  try {
    await run("ping", local, { timeout: 3_000 });
    return item("ping", "ok", "ping");
  } catch (error) {
    return item("ping", "warning", String(error).split("\n")[0] ?? "", "doctor.fix.ping");
  }
}

async function network(): Promise<DoctorItem> {
  const up = readAdapters().filter((a) => a.adapterKind !== "loopback" && a.addresses.length > 0);
  const routes = await readDefaultRoutes().catch(() => []);
  const detail = `${up.map((a) => a.name).join(", ") || "-"}; ${routes.map((r) => r.gateway ?? r.interfaceName).join(", ") || "-"}`;
  return routes.length > 0 ? item("network", "ok", detail) : item("network", "warning", detail, "doctor.fix.network");
}

async function reportEngine(host: Host): Promise<DoctorItem> {
  try {
    return item("report", "ok", await host.reportEngine());
  } catch (error) {
    return item("report", "problem", String(error), "doctor.fix.report");
  }
}

async function leftovers(host: Host, say: Translate): Promise<DoctorItem> {
  const { removed, waiting, failure } = await host.recovery();
  if (failure !== null) return item("leftover-mappings", "warning", failure, "doctor.fix.leftover-mappings");
  const key = removed + waiting === 0 ? "doctor.detail.noLeftovers" : "doctor.detail.leftovers";
  const detail = say({ key, args: { removed, waiting } });
  return waiting === 0
    ? item("leftover-mappings", "ok", detail)
    : item("leftover-mappings", "warning", detail, "doctor.fix.leftover-mappings");
}

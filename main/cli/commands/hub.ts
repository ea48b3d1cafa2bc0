import { parseArgs } from "node:util";
import { formatHubLine, hubName, parseHubLine } from "#core/team/hub-address.ts";
import { createI18n } from "#core/text/translate.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { adminAccess, readText, type HubOptions } from "../hub-access.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

const MEGABYTE = 1_000_000;

type Translate = ReturnType<typeof createI18n>["t"];
type Arguments = { values: HubOptions & { json: boolean }; name: string | undefined };
type Act = (args: Arguments, context: CommandContext, t: Translate) => Promise<ExitStatus>;

const acts: Readonly<Record<string, Act | undefined>> = { init, add, remove, status, use, forget };

/** `farsite hub init|add|remove|status|use|forget`: the firm's PostgreSQL, and whether this laptop uses it. */
export async function hub(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      url: { type: "string" },
      authority: { type: "string" },
      "password-file": { type: "string" },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [word = "", name, ...more] = positionals;
  const act = Object.hasOwn(acts, word) ? acts[word] : undefined;
  if (!act || more.length > 0) throw new UsageError("farsite hub init, add NAME, remove NAME, status, use or forget");
  const { t } = createI18n(chooseLocale(values.lang, null, context.environment));
  return act({ values, name }, context, t);
}

async function init({ values }: Arguments, context: CommandContext, t: Translate): Promise<ExitStatus> {
  const access = await adminAccess(values, context, t);
  const { initHub } = await import("#host/hub/hub-admin.ts");
  const { from, to } = await initHub(access, { signal: context.signal });
  const data = { hub: hubName(access.address), from, to };
  if (from === 0) context.out(t("hub.initDone", data));
  else context.out(from < to ? t("hub.initUpgraded", data) : t("hub.initNothing", data));
  return EXIT.ran;
}

async function add({ values, name }: Arguments, context: CommandContext, t: Translate): Promise<ExitStatus> {
  if (name === undefined) throw new UsageError("farsite hub add NAME");
  const access = await adminAccess(values, context, t);
  const { addTechnician } = await import("#host/hub/hub-admin.ts");
  const { password, isNew } = await addTechnician(access, name, { signal: context.signal });
  const data = { name, hub: hubName(access.address) };
  context.out(
    [
      isNew ? t("hub.added", data) : t("hub.renewed", data),
      "",
      `  ${formatHubLine({ ...access.address, user: name }, password)}`,
      "",
      t("hub.shownOnce"),
      ...(values.authority === undefined ? [] : [t("hub.addAuthority", { file: values.authority })]),
    ].join("\n"),
  );
  return EXIT.ran;
}

async function remove({ values, name }: Arguments, context: CommandContext, t: Translate): Promise<ExitStatus> {
  if (name === undefined) throw new UsageError("farsite hub remove NAME");
  const access = await adminAccess(values, context, t);
  const { removeTechnician } = await import("#host/hub/hub-admin.ts");
  await removeTechnician(access, name, { signal: context.signal });
  context.out(t("hub.removed", { name, hub: hubName(access.address) }));
  return EXIT.ran;
}

async function status({ values }: Arguments, context: CommandContext, t: Translate): Promise<ExitStatus> {
  const access = await adminAccess(values, context, t);
  const { hubOverview } = await import("#host/hub/hub-admin.ts");
  const overview = await hubOverview(access, { signal: context.signal });
  if (values.json) {
    context.out(JSON.stringify({ hub: hubName(access.address), ...overview }, null, 2));
    return EXIT.ran;
  }
  const { version, technicians, bytes } = overview;
  context.out(
    [
      hubName(access.address),
      t("hub.version", { version }),
      t("hub.holds", { ...overview, megabytes: Math.ceil(bytes / MEGABYTE) }),
      ...technicians.map((one) => (one.mayLogIn ? t("hub.technician", one) : t("hub.technicianRemoved", one))),
    ].join("\n"),
  );
  return EXIT.ran;
}

/** The line holds the password: it is read from standard input or a prompt. */
async function use({ values }: Arguments, context: CommandContext, t: Translate): Promise<ExitStatus> {
  const line = parseHubLine(await context.ask(t("hub.askLine"), { hidden: true }));
  if (!line || line.password === null) throw new UsageError(t("hub.badLine"));
  const authority = values.authority === undefined ? null : await readText(values.authority, context);
  const host = await context.host();
  await host.surveys.hub.use({ url: formatHubLine(line.address), password: line.password, authority });
  context.out(t("hub.using", { hub: hubName(line.address), user: line.address.user }));
  return EXIT.ran;
}

async function forget(_: Arguments, context: CommandContext, t: Translate): Promise<ExitStatus> {
  const host = await context.host();
  await host.surveys.hub.forget();
  context.out(t("hub.forgotten"));
  return EXIT.ran;
}

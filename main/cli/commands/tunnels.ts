import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { createI18n, createTranslate } from "#core/text/translate.ts";
import { sitePlatformSchema, type SitePlatform, type Tunnel } from "#core/tunnel/tunnel.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { namedTunnel } from "../named-entry.ts";
import { namedSite } from "../named-site.ts";
import { writeFilesInto } from "../output-files.ts";
import { remarkJson, remarkLines } from "../remark-text.ts";
import { tunnelJson, tunnelLines } from "../tunnel-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import { withSafe } from "../with-safe.ts";
import { proveTunnels } from "./tunnels-prove.ts";
import type { TunnelSession, TunnelOptions } from "./tunnels-session.ts";

type Act = (session: TunnelSession, tunnel: string | undefined) => Promise<ExitStatus>;

const acts: Readonly<Record<string, Act | undefined>> = { list, prove: proveTunnels, files, kit };

/** `farsite tunnels`: a site's VPNs and relays, their proof through the finished path, their files, and the kit for the site's box. */
export async function tunnels(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: "string", short: "o" },
      end: { type: "string", default: "site" },
      platform: { type: "string" },
      "with-keys": { type: "boolean", default: false },
      "with-passphrase": { type: "boolean", default: false },
      open: { type: "boolean", default: false },
      reconnect: { type: "boolean", default: false },
      account: { type: "string" },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  // A site may be called like one of the words: “tunnels list prove” is that one's.
  const [first = "", ...rest] = positionals;
  const named = rest.length > 0 && Object.hasOwn(acts, first) ? acts[first] : undefined;
  const [site, tunnel, ...more] = named === undefined ? positionals : rest;
  const act = named ?? list;
  const takesTunnel = act !== list;
  if (site === undefined || more.length > 0 || (tunnel !== undefined && !takesTunnel))
    throw new UsageError(
      "farsite tunnels SITE, tunnels prove SITE [TUNNEL], files SITE TUNNEL -o DIR, kit SITE -o DIR",
    );
  const options = optionsOf(values);
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const session: TunnelSession = {
    host,
    context,
    siteId: namedSite(host.store(), site),
    locale,
    t: createI18n(locale).t,
    say: createTranslate(locale),
    asJson: values.json,
    options,
  };
  return withSafe(session, () => act(session, tunnel));
}

type Values = {
  output?: string | undefined;
  end: string;
  platform?: string | undefined;
  "with-keys": boolean;
  "with-passphrase": boolean;
  open: boolean;
  reconnect: boolean;
  account?: string | undefined;
};

function optionsOf(values: Values): TunnelOptions {
  const { output, end } = values;
  if (end !== "site" && end !== "server") throw new UsageError("--end takes site or server");
  return {
    output: output ?? null,
    end,
    platform: values.platform === undefined ? null : platformNamed(values.platform),
    withKeys: values["with-keys"],
    withPassphrase: values["with-passphrase"],
    open: values.open,
    reconnect: values.reconnect,
    account: values.account ?? null,
  };
}

function platformNamed(text: string): SitePlatform {
  const platform = sitePlatformSchema.safeParse(text);
  if (!platform.success) throw new UsageError(`--platform takes one of ${sitePlatformSchema.options.join(", ")}`);
  return platform.data;
}

async function list({ host, siteId, context, t, say, asJson, locale }: TunnelSession): Promise<ExitStatus> {
  const states = host.tunnels.tunnels.list(siteId);
  if (asJson) {
    context.out(JSON.stringify({ siteId, tunnels: states.map((state) => tunnelJson(state, say)) }, null, 2));
  } else if (states.length === 0) context.out(t("terminalTunnels.tunnels.none"));
  else context.out(states.flatMap((state) => tunnelLines(state, locale)).join("\n"));
  return EXIT.ran;
}

function tunnelOf({ host, siteId }: TunnelSession, name: string): Tunnel {
  return namedTunnel(host.store().document(siteId).tunnels, name);
}

/** The files of one end, with what to do with them. Keys only on request, which the ledger tells of. */
async function files(session: TunnelSession, name: string | undefined): Promise<ExitStatus> {
  const { host, siteId, context, t, say, asJson, options } = session;
  const { output, end, platform, withKeys } = options;
  if (name === undefined || output === null) throw new UsageError("tunnels files SITE TUNNEL -o DIR");
  const { id: tunnelId } = tunnelOf(session, name);
  const found = await host.tunnels.tunnels.files({ siteId, tunnelId, end, platform, withSecrets: withKeys });
  const written = await writeFilesInto(
    output,
    found.files.map(({ fileName, text, hasSecrets }) => ({ path: fileName, content: text, hasSecrets })),
  );
  if (asJson) {
    const told = {
      tunnelId,
      end,
      withKeys,
      files: written,
      steps: found.steps.map(say),
      values: found.values.map(({ label, text }) => ({ code: label.key, label: say(label), text })),
      remarks: found.remarks.map((one) => remarkJson(one, say)),
    };
    context.out(JSON.stringify(told, null, 2));
    return EXIT.ran;
  }
  const words = "terminalTunnels.tunnels";
  context.out(
    [
      ...(written.length === 0
        ? [t(`${words}.noFiles`)]
        : [t(`${words}.written`, { count: written.length, folder: output }), ...written.map((file) => `  ${file}`)]),
      ...found.remarks.flatMap((one) => remarkLines(one, say)),
      ...(found.steps.length === 0 ? [] : ["", t(`${words}.steps`)]),
      ...found.steps.map((step, index) => `  ${index + 1}. ${say(step)}`),
      ...(found.values.length === 0 ? [] : ["", t(`${words}.values`)]),
      ...found.values.map(({ label, text }) => `  ${say(label)}: ${text}`),
    ].join("\n"),
  );
  if (end === "site") context.err(t(`${words}.${withKeys ? "secret" : "placeholders"}`));
  return EXIT.ran;
}

/** The kit for a USB stick. Its passphrase is told to the person; to a program only if it asks for it. */
async function kit(session: TunnelSession, name: string | undefined): Promise<ExitStatus> {
  const { host, siteId, context, t, locale, asJson, options } = session;
  const { output, withPassphrase } = options;
  if (output === null) throw new UsageError("tunnels kit SITE [TUNNEL] -o DIR");
  const tunnelId = (name === undefined ? kitTunnel(session) : tunnelOf(session, name)).id;
  const made = await host.tunnels.kits.write({ siteId, tunnelId, locale });
  const bytes = new Uint8Array(await made.file.arrayBuffer());
  const isFile = output.endsWith(".zip");
  const [file = ""] = await writeFilesInto(isFile ? dirname(output) : output, [
    { path: isFile ? basename(output) : made.fileName, content: bytes, hasSecrets: true },
  ]);
  if (asJson) {
    const told = { tunnelId, file, bytes: bytes.length, files: made.files };
    context.out(JSON.stringify({ ...told, ...(withPassphrase && { passphrase: made.passphrase }) }, null, 2));
  } else context.out(t("terminalTunnels.tunnels.kit", { file }));
  if (asJson && withPassphrase) return EXIT.ran;
  context.err(t("terminalTunnels.tunnels.passphrase"));
  context.err(`  ${made.passphrase}`);
  return EXIT.ran;
}

/** A box keeps a VPN up and takes the relay when that is dead: the VPN is asked for first. */
function kitTunnel(session: TunnelSession): Tunnel {
  const { tunnels: all } = session.host.store().document(session.siteId);
  const isStanding = (kind: Tunnel["kind"]): boolean =>
    all.some((tunnel) => tunnel.kind === kind && tunnel.removedAt == null);
  return tunnelOf(session, isStanding("wireguard") ? "wireguard" : "ssh");
}

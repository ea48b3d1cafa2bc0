import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { assertNever } from "#core/never.ts";
import { formatEndpoint } from "#core/net/endpoint.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { createI18n } from "#core/text/translate.ts";
import { parseVantageAddress } from "#core/vantage/vantage-address.ts";
import type { Technician } from "../../vantage/key-ring.ts";
import { DEFAULT_PORT } from "../../vantage/serve-options.ts";
import { withTechnician } from "../../vantage/technicians.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { inputError } from "../read-input.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import { cloudConfig, USER_DATA_LIMITS, type Bundle } from "./vantage-user-data.ts";
import { exampleUrl, tokensError } from "./vantage-token.ts";

type Translate = ReturnType<typeof createI18n>["t"];

const KINDS = ["systemd", "container", "cloud-init"] as const;
type Kind = (typeof KINDS)[number];
/** Tokens in them. */
const OWNER_ONLY = 0o600;
const PROGRAM = 0o755;
const BUNDLE = "farsite-vantage.mjs";
const TOKENS = "tokens.json";

/** `farsite vantage setup`: everything that a server needs to be a vantage, in a folder; and the technicians' lines. */
export async function setUpVantage(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: {
      kind: { type: "string" },
      host: { type: "string" },
      technician: { type: "string", multiple: true },
      "bundle-url": { type: "string" },
      output: { type: "string", short: "o" },
      lang: { type: "string" },
    },
  });
  const { t } = createI18n(chooseLocale(values.lang, null, context.environment));
  const { output: folder, "bundle-url": bundleUrl } = values;
  const kind = KINDS.find((one) => one === values.kind);
  if (kind === undefined || folder === undefined)
    throw new UsageError(`farsite vantage setup --kind ${KINDS.join("|")} [--host NAME] [--technician NAME]... -o DIR`);
  if (bundleUrl !== undefined && (kind !== "cloud-init" || !/^https:\/\/[\w./~%:?=&+-]+$/.test(bundleUrl)))
    throw new UsageError("--bundle-url goes with --kind cloud-init, and takes an https: address");
  const url = values.host === undefined ? exampleUrl(t) : urlOf(values.host);
  const technicians = newTechnicians(values.technician ?? [t("terminal.vantage.setup.someone")], t);
  const code = await buildBundle(projectRootOf(context), t);
  const files = await filesFor(kind, technicians, { code, url: bundleUrl ?? null }, projectRootOf(context));
  try {
    // Tokens are made anew each time: those of a server that runs are not to be lost by a slip.
    await mkdir(folder, { recursive: true });
    for (const { name, content, mode } of files) {
      if (name.includes("/")) await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), content, { mode, flag: "wx" });
    }
  } catch (error) {
    throw inputError(folder, error);
  }
  context.out(
    [
      ...files.map(({ name }) => join(folder, name)),
      "",
      ...(kind === "cloud-init" ? sizeLines(files, t) : [t(`terminal.vantage.setup.next.${kind}`, { folder })]),
      "",
      ...technicians.flatMap(({ name, token }) => [t("terminal.vantage.setup.line", { name }), `  ${url}#${token}`]),
      "",
      t("terminal.vantage.setup.secret"),
    ].join("\n"),
  );
  return EXIT.ran;
}

function urlOf(host: string): string {
  const name = canonicalAddress(host) === undefined ? `${host}:${DEFAULT_PORT}` : null;
  const url = `http://${name ?? formatEndpoint({ address: host, port: DEFAULT_PORT })}/`;
  if (parseVantageAddress(url) === undefined) throw new UsageError(`--host takes a name or an address, not “${host}”`);
  return url;
}

function newTechnicians(names: readonly string[], t: Translate): Technician[] {
  let technicians: Technician[] = [];
  try {
    for (const name of names) technicians = withTechnician(technicians, name).list;
  } catch (error) {
    throw tokensError(error, names.join(", "), t);
  }
  return technicians;
}

const projectRootOf = ({ assetsFolder }: CommandContext): string => join(assetsFolder, "..");

/** Made of this program's own sources, so that both sides speak alike. */
async function buildBundle(root: string, t: Translate): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "farsite-vantage-"));
  try {
    const file = join(folder, BUNDLE);
    await promisify(execFile)(process.execPath, [join(root, "scripts", "build-vantage.ts"), file]);
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Error(t("terminal.vantage.setup.cantBuild"), { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type OutputFile = { name: string; content: string | Uint8Array; mode: number };

async function filesFor(
  kind: Kind,
  technicians: readonly Technician[],
  bundle: Bundle,
  root: string,
): Promise<OutputFile[]> {
  const template = (name: string): Promise<string> => readFile(join(root, "packaging", "vantage", name), "utf8");
  const tokens = `${JSON.stringify(technicians, null, 2)}\n`;
  const program = { name: BUNDLE, content: bundle.code, mode: 0o644 };
  switch (kind) {
    case "systemd":
      return [
        program,
        { name: "farsite-vantage.service", content: await template("farsite-vantage.service"), mode: 0o644 },
        { name: "nftables.conf", content: await template("nftables.conf"), mode: 0o644 },
        { name: "install.sh", content: await template("install.sh"), mode: PROGRAM },
        { name: TOKENS, content: tokens, mode: OWNER_ONLY },
      ];
    case "container":
      return [
        program,
        { name: "Containerfile", content: await template("Containerfile"), mode: 0o644 },
        { name: `tokens/${TOKENS}`, content: tokens, mode: OWNER_ONLY },
      ];
    case "cloud-init": {
      const parts = {
        template: await template("user-data.template"),
        service: await template("farsite-vantage.service"),
        nftables: await template("nftables.conf"),
        tokens,
      };
      const plain = cloudConfig(parts, bundle, "base64");
      const packed = gzipSync(cloudConfig(parts, bundle, "text"), { level: 9 });
      return [
        { name: "user-data.yaml", content: plain, mode: OWNER_ONLY },
        { name: "user-data.yaml.gz", content: packed, mode: OWNER_ONLY },
        ...(bundle.url === null ? [] : [program]),
      ];
    }
    default:
      return assertNever(kind);
  }
}

/** Which of the two fits where. */
function sizeLines(files: readonly OutputFile[], t: Translate): string[] {
  return files
    .filter(({ name }) => name.startsWith("user-data"))
    .map(({ name, content }) => {
      const bytes = Buffer.byteLength(content);
      const fits = USER_DATA_LIMITS.filter((limit) => bytes <= limit.bytes && (limit.binary || !name.endsWith(".gz")));
      return t("terminal.vantage.setup.size", {
        file: name,
        kilobytes: (bytes / 1_024).toFixed(1),
        providers: fits.map((limit) => limit.provider).join(", ") || "–",
      });
    });
}

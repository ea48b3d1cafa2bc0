import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** The vantage as one file; `url`: where a server fetches it, when it is not to travel in the user data. */
export type Bundle = { code: string; url: string | null };

type Parts = { template: string; service: string; nftables: string; tokens: string };

/** What providers take, in bytes as they count them; `binary`: also compressed as a whole (cloud-init unpacks it itself). */
export const USER_DATA_LIMITS = [
  // 16 KB before base64.
  { provider: "AWS", bytes: 16_384, binary: true },
  { provider: "Hetzner", bytes: 32_768, binary: false },
  { provider: "DigitalOcean, Azure", bytes: 65_535, binary: false },
] as const;

const PATH = "/usr/local/lib/farsite-vantage/farsite-vantage.mjs";

/**
 * User data for cloud-init. `how` the program is in it: packed and in base64, where the user data is a text; as it is, where
 * all of it is packed afterwards, which is shorter still.
 */
export function cloudConfig(parts: Parts, bundle: Bundle, how: "base64" | "text"): string {
  const inserted: Record<string, string> = {
    "      {{tokens}}\n": indented(parts.tokens, 6),
    "      {{service}}\n": indented(withoutRemarks(parts.service), 6),
    "      {{nftables}}\n": indented(parts.nftables, 6),
    "{{bundleFile}}\n": bundle.url === null ? bundleFile(bundle.code, how) : "",
    "{{bundleFetch}}\n": bundle.url === null ? "" : bundleFetch(bundle.code, bundle.url),
  };
  return Object.entries(inserted).reduce((text, [mark, content]) => text.replace(mark, () => content), parts.template);
}

function bundleFile(code: string, how: "base64" | "text"): string {
  const head = `  - path: ${PATH}\n`;
  if (how === "text") return `${head}    content: |\n${indented(code, 6)}`;
  const packed = gzipSync(code, { level: 9 }).toString("base64");
  return `${head}    encoding: gz+b64\n    content: ${packed}\n`;
}

/** Fetched, and used only when it is exactly this. Quoted as JSON, which YAML is a kind of. */
function bundleFetch(code: string, url: string): string {
  const sum = createHash("sha256").update(code).digest("hex");
  const steps = [
    ["install", "-d", "-m", "0755", PATH.slice(0, PATH.lastIndexOf("/"))],
    ["curl", "-fsSL", "--retry", "5", "-o", `${PATH}.new`, url],
    ["sh", "-c", `echo "${sum}  ${PATH}.new" | sha256sum -c && mv ${PATH}.new ${PATH}`],
  ];
  return steps.map((step) => `  - ${JSON.stringify(step)}\n`).join("");
}

const indented = (text: string, by: number): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "\n" : `${" ".repeat(by)}${line}\n`))
    .join("");

const withoutRemarks = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n");

import { join } from "node:path";
import { build } from "vite";

/** What Debian 12 and Ubuntu 24.04 bring along. */
const NODE_TARGET = "node18";

/**
 * The vantage as one JavaScript module without anything to install beside it: small enough to travel inside the user data that
 * a server is made with. The same sources give the same bytes.
 */
export async function vantageBundle(root: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: join(root, "main/vantage/standalone.ts"),
      write: false,
      target: NODE_TARGET,
      minify: "oxc",
    },
  });
  const outputs = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const [only] = outputs;
  if (outputs.length !== 1 || only?.type !== "chunk") throw new Error("the vantage is to be one file");
  return only.code;
}

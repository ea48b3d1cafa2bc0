import { gzipSync } from "node:zlib";
import type { Remark, WrittenFile } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { cloudInit } from "#core/server-setup/cloud-init.ts";
import { serverSetup } from "#core/server-setup/server-setup.ts";
import { setupChange } from "#core/server-setup/setup-change.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { runningServer } from "#core/tunnel/server-change.ts";
import { remark } from "./remarks.ts";
import { fileSecrets, setupOptions, type ServerContents } from "./server-contents.ts";
import type { ServerSecrets } from "./server-secrets.ts";
import { toldParts } from "./server-telling.ts";

/** What the administrator finds in his folder on the server. */
const CHANGE_FILE = "farsite-change.sh";

/** cloud-init unpacks it; as it is the set-up is larger than most providers take. */
const packed = (text: string): string => gzipSync(text, { level: 9 }).toString("base64");

const refusedRemark = (siteName: string, count: number): Remark =>
  remark("warning", message("server.refusedPort", { name: siteName, count }));

/**
 * All that belongs on a server: for a new one in one text, and for one that runs what is different there.
 *
 * @throws HostError SERVER_KEY_NOT_HERE, keychain errors; RangeError for what a file can't carry
 */
export async function writeSetup(
  server: FirmServer,
  contents: ServerContents,
  secrets: ServerSecrets,
  withSecrets: boolean,
) {
  const admin = await secrets.adminPublicKey(server.id);
  const keys = admin === null ? [] : [admin];
  const setupOf = async (one: FirmServer) => ({
    server: one,
    secrets: await fileSecrets(one, contents.tunnels, withSecrets ? secrets : null),
    options: setupOptions(one, contents, keys),
  });
  const setup = await setupOf(server);
  const userData: WrittenFile = {
    fileName: `${server.name.replaceAll(/[^\w.-]+/g, "-").slice(0, 60) || "server"}-user-data.txt`,
    text: cloudInit(server, setup.secrets, setup.options, packed),
    hasSecrets: withSecrets,
    says: message("server.file.userData"),
  };
  const files = serverSetup(server, setup.secrets, setup.options).map(({ path, content, secret }): WrittenFile => ({
    fileName: path,
    text: content,
    hasSecrets: withSecrets && secret,
    says: message("server.file.one", { path }),
  }));
  const change =
    server.onServer === undefined
      ? null
      : setupChange(await setupOf(runningServer(server)), setup, toldParts(server, contents), packed);
  return {
    userData,
    files,
    remarks: [
      ...(admin === null ? [remark("problem", message("server.noKey"))] : []),
      ...contents.refused.map(({ siteName, risks }) => refusedRemark(siteName, risks.length)),
    ],
    change: change && {
      files: [...change.files],
      script: {
        fileName: CHANGE_FILE,
        text: change.script,
        hasSecrets: withSecrets && change.isSecret,
        says: message("server.file.change"),
      },
    },
  };
}

import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { unitedHistory } from "#core/tunnel/server-change.ts";
import type { FirmServers } from "../store/firm-servers.ts";
import type { ServerSecrets } from "./server-secrets.ts";
import { readServersFile, writeServersFile } from "./servers-file.ts";

/** A file of servers for colleagues' laptops; with their keys only under a passphrase. */
export async function exportServers(
  servers: readonly FirmServer[],
  passphrase: string | null,
  secrets: ServerSecrets,
  now: Date,
): Promise<{ fileName: string; file: File }> {
  const entries = await Promise.all(
    servers.map(async (server) => ({
      server: untold(server),
      secrets: passphrase === null ? {} : await secrets.all(server.id),
    })),
  );
  const fileName = `farsite-servers-${now.toISOString().slice(0, 10)}.farsite-servers`;
  return { fileName, file: new File([await writeServersFile(entries, passphrase)], fileName) };
}

/**
 * Takes in a colleague's file. What this laptop has of the same server is replaced when the file's is newer.
 *
 * @throws HostError NOT_SERVERS, PASSPHRASE_NEEDED, PASSPHRASE_WRONG, keychain errors
 */
export async function importServers(
  file: Blob,
  passphrase: string | null,
  secrets: ServerSecrets,
  kept: FirmServers,
): Promise<{ added: number; changed: number; withSecrets: number }> {
  const { servers } = await readServersFile(file, passphrase);
  const known = new Map(kept.all().map((server) => [server.id, server]));
  const result = { added: 0, changed: 0, withSecrets: 0 };
  for (const { server, secrets: given } of servers) {
    const before = known.get(server.id);
    if (before === undefined) {
      kept.keep([untold(server)]);
      result.added += 1;
    } else if (before.changedAt < server.changedAt) {
      kept.keep([takenIn(before, server)]);
      result.changed += 1;
    }
    if (await secrets.take(server.id, given)) result.withSecrets += 1;
  }
  return result;
}

/** What one laptop told a server says nothing of what another one would take away from it. */
function untold({ told: _, ...server }: FirmServer): FirmServer {
  return server;
}

/**
 * A colleague's newer entry. Once a key was compared here, a file brings none any more, neither for this machine nor for another one
 * under that name: it is compared again.
 */
function takenIn(before: FirmServer, server: FirmServer): FirmServer {
  const { told, ssh } = before;
  const compared = before.host === server.host ? ssh : { ...ssh, hostKeys: [], hostKeyLine: null, acceptedAt: null };
  return {
    ...untold(server),
    ...(told !== undefined && { told }),
    ...(ssh.hostKeys.length > 0 && { ssh: { ...compared, ports: server.ssh.ports, user: server.ssh.user } }),
    history: unitedHistory(before, server),
  };
}

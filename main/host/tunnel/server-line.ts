import { HostError } from "#core/contract/errors.ts";
import { sshFaultDetails, sshFaultText } from "#core/relay/ssh-fault-text.ts";
import type { SshFault } from "#core/relay/ssh-fault.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { SshLook } from "#core/tunnel/server-look.ts";
import { message } from "#core/nat/diagnosis.ts";
import { connectSsh, type SshConnectOptions } from "../relay/ssh-connect.ts";
import type { SshLine } from "../relay/ssh-line.ts";
import type { ServerSecrets } from "./server-secrets.ts";

/** How logging in went, and what `work` gave where it did. */
export interface ServerVisit<T> {
  look: SshLook;
  /** Null: nobody was let in. */
  result: T | null;
}

/**
 * Logs in at the firm's server as its administrator, does `work`, and leaves. Never with a host key that nobody accepted.
 *
 * @throws HostError those of the keychain; what `work` throws
 */
export async function visitServer<T>(
  server: FirmServer,
  secrets: ServerSecrets,
  work: (line: SshLine) => Promise<T>,
  options: SshConnectOptions,
): Promise<ServerVisit<T>> {
  const privateKey = await secrets.read(server.id, "admin");
  if (privateKey === null) {
    return { look: lookOf("no-key", null, null, message("server.noKey"), []), result: null };
  }
  const { host, ssh } = server;
  const login = { host, ports: ssh.ports, user: ssh.user, privateKey, acceptedHostKeys: ssh.hostKeys };
  const outcome = await connectSsh(login, options);
  if (outcome.kind === "failed") return { look: failedLook(outcome.fault, server), result: null };
  const { line } = outcome;
  try {
    return { look: lookOf("ok", line.port, line.hostKey, null, []), result: await work(line) };
  } finally {
    line.close();
  }
}

/** The administrator's program on the server, with what it reads. @throws HostError SERVER_REFUSED */
export async function applyOn(
  line: SshLine,
  command: string,
  stdin: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const result = await line.exec({
    command: `sudo -n /usr/local/sbin/farsite-apply ${command}`,
    stdin,
    ...(signal !== undefined && { signal }),
  });
  if (result.kind === "ran" && result.exitCode === 0) return result.stdout;
  const detail = result.kind === "ran" ? result.stderr.trim().slice(0, 500) || `exit ${result.exitCode}` : result.kind;
  throw new HostError("SERVER_REFUSED", { detail });
}

/**
 * Puts a program for root into the administrator's own folder; nobody else reads it there. Returns by which command root runs it.
 *
 * @throws HostError SERVER_REFUSED
 */
export async function sendSetup(
  line: SshLine,
  { fileName, text }: { fileName: string; text: string },
  signal: AbortSignal,
): Promise<string> {
  const command = `umask 077; cat >"$HOME/${fileName}" && printf %s "$HOME"`;
  const result = await line.exec({ command, stdin: text, signal });
  if (result.kind !== "ran" || result.exitCode !== 0) {
    throw new HostError("SERVER_REFUSED", {
      detail: result.kind === "ran" ? result.stderr.slice(0, 500) : result.kind,
    });
  }
  // It is shown to be typed: the server's own words are none.
  if (!/^\/[A-Za-z0-9_./-]{1,200}$/.test(result.stdout)) throw new HostError("SERVER_REFUSED", { detail: "no home" });
  return `sh ${result.stdout}/${fileName}`;
}

function failedLook(fault: SshFault, { host }: FirmServer): SshLook {
  const why = sshFaultText(fault, { host });
  const details = sshFaultDetails(fault);
  if (fault.kind === "new-host-key" || fault.kind === "host-key-changed") {
    return lookOf(fault.kind, null, fault.fingerprint, why, details);
  }
  return lookOf("failed", null, null, why, details);
}

const lookOf = (
  outcome: SshLook["outcome"],
  port: number | null,
  hostKey: string | null,
  why: SshLook["why"],
  details: SshLook["details"],
): SshLook => ({ outcome, port, hostKey, why, details });

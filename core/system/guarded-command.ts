import { toBase64 } from "../codec/byte-text.ts";
import { powerShellQuoted, shellQuoted } from "./quoted.ts";
import type { SystemCommand, SystemCommands } from "./second-address.ts";

/**
 * Does something with an administrator's rights and undoes it when a file is gone or a process has ended, however it ended: the
 * person is asked once, and a crash leaves nothing behind.
 */
export type Guard = { begin: SystemCommands; end: SystemCommands; flagFile: string; processId: number };

/** How the system asks the person for those rights; root needs no asking. */
export function guardedCommand(platform: string, isRoot: boolean, guard: Guard): SystemCommand {
  if (platform === "win32") return windowsGuard(guard);
  const script = shellScript(guard);
  if (isRoot) return { program: "sh", args: ["-c", script] };
  if (platform !== "darwin") return { program: "pkexec", args: ["/bin/sh", "-c", script] };
  const text = script.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return { program: "osascript", args: ["-e", `do shell script "${text}" with administrator privileges`] };
}

/**
 * `kill -0` asks whether a process is there. Interrupting Farsite in a terminal, and closing that, signals everybody in it: the
 * guard has to outlive both, and undoes its work at once when it is told to end.
 */
function shellScript({ begin, end, flagFile, processId }: Guard): string {
  const flag = shellQuoted(flagFile);
  return [
    'PATH="$PATH:/usr/sbin:/sbin:/usr/bin:/bin"',
    "stop=",
    "trap '' INT HUP QUIT PIPE",
    "trap 'stop=1' TERM",
    `${begin.map(shellLine).join(" && ")} || exit 1`,
    `while [ -z "$stop" ] && [ -e ${flag} ] && kill -0 ${processId} 2>/dev/null; do sleep 1; done`,
    ...end.map(shellLine),
  ].join("\n");
}

const shellLine = ({ program, args }: SystemCommand): string => [program, ...args].map(shellQuoted).join(" ");

/** PowerShell starts itself once more, through User Account Control, and waits for it. */
function windowsGuard({ begin, end, flagFile, processId }: Guard): SystemCommand {
  const script = [
    ...begin.flatMap((command) => [powerShellLine(command), "if ($LASTEXITCODE -ne 0) { exit 1 }"]),
    `while ((Test-Path -LiteralPath ${powerShellQuoted(flagFile)}) -and (Get-Process -Id ${processId} -ErrorAction SilentlyContinue)) { Start-Sleep -Seconds 1 }`,
    ...end.map(powerShellLine),
  ].join("; ");
  const inner = ["-NoProfile", "-NonInteractive", "-EncodedCommand", utf16Base64(script)]
    .map(powerShellQuoted)
    .join(",");
  const outer = `$p = Start-Process powershell -ArgumentList ${inner} -Verb RunAs -WindowStyle Hidden -Wait -PassThru; exit $p.ExitCode`;
  return { program: "powershell", args: ["-NoProfile", "-NonInteractive", "-Command", outer] };
}

const powerShellLine = ({ program, args }: SystemCommand): string =>
  `& ${[program, ...args].map(powerShellQuoted).join(" ")}`;

/** As `-EncodedCommand` takes it: UTF-16, little end first, in Base64. */
function utf16Base64(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return toBase64(Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8])));
}

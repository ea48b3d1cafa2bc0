import type { SystemCommand } from "./second-address.ts";

/**
 * Does something with an administrator's rights and undoes it when a file is gone or a process has ended, however it ended: the
 * person is asked once, and a crash leaves nothing behind.
 */
export type Guard = { begin: SystemCommand; end: SystemCommand; flagFile: string; processId: number };

/** How the system asks the person for those rights; root needs no asking. */
export function guardedCommand(platform: string, isRoot: boolean, guard: Guard): SystemCommand {
  if (platform === "win32") return windowsGuard(guard);
  const script = shellScript(guard);
  if (isRoot) return { program: "sh", args: ["-c", script] };
  if (platform !== "darwin") return { program: "pkexec", args: ["/bin/sh", "-c", script] };
  const text = script.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return { program: "osascript", args: ["-e", `do shell script "${text}" with administrator privileges`] };
}

/** `kill -0` asks whether a process is there. */
function shellScript({ begin, end, flagFile, processId }: Guard): string {
  const flag = shellQuoted(flagFile);
  return [
    'PATH="$PATH:/usr/sbin:/sbin:/usr/bin:/bin"',
    `${shellLine(begin)} || exit 1`,
    `while [ -e ${flag} ] && kill -0 ${processId} 2>/dev/null; do sleep 1; done`,
    shellLine(end),
  ].join("\n");
}

const shellLine = ({ program, args }: SystemCommand): string => [program, ...args].map(shellQuoted).join(" ");

const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** PowerShell starts itself once more, through User Account Control, and waits for it. */
function windowsGuard({ begin, end, flagFile, processId }: Guard): SystemCommand {
  const script = [
    powerShellLine(begin),
    "if ($LASTEXITCODE -ne 0) { exit 1 }",
    `while ((Test-Path -LiteralPath ${powerShellQuoted(flagFile)}) -and (Get-Process -Id ${processId} -ErrorAction SilentlyContinue)) { Start-Sleep -Seconds 1 }`,
    powerShellLine(end),
  ].join("; ");
  const inner = ["-NoProfile", "-NonInteractive", "-EncodedCommand", utf16Base64(script)]
    .map(powerShellQuoted)
    .join(",");
  const outer = `$p = Start-Process powershell -ArgumentList ${inner} -Verb RunAs -WindowStyle Hidden -Wait -PassThru; exit $p.ExitCode`;
  return { program: "powershell", args: ["-NoProfile", "-NonInteractive", "-Command", outer] };
}

const powerShellLine = ({ program, args }: SystemCommand): string =>
  `& ${[program, ...args].map(powerShellQuoted).join(" ")}`;

/** PowerShell takes the typographic quotation marks for the plain one. */
const powerShellQuoted = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** As `-EncodedCommand` takes it: UTF-16, little end first, in Base64 (RFC 4648 section 4). */
function utf16Base64(text: string): string {
  const bytes = Array.from({ length: 2 * text.length }, (_, index) => {
    const unit = text.charCodeAt(index >> 1);
    return index % 2 === 0 ? unit & 0xff : unit >> 8;
  });
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => BASE64[(group >> shift) & 63] ?? "");
    encoded += digits.map((digit, index) => (at + index > bytes.length ? "=" : digit)).join("");
  }
  return encoded;
}

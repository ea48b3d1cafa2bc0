/** Where Linux and macOS keep ping and traceroute; a program started from a desktop may not look there. */
const SYSTEM_FOLDERS = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

/** This process' environment for a program of the system, which then is found wherever we were started from. */
export function withSystemFolders(
  more: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  if (platform === "win32") return { ...process.env, ...more };
  return { ...process.env, PATH: [process.env["PATH"] ?? "", ...SYSTEM_FOLDERS].filter(Boolean).join(":"), ...more };
}

import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder that holds the database, the same for all shells so that a check made in one shows in the others.
 * `FARSITE_DATA` overrides it (a firm's roaming profile, a test).
 */
export function dataFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const override = environment["FARSITE_DATA"];
  if (override) return override;
  switch (platform) {
    case "win32":
      return join(environment["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "Farsite");
    case "darwin":
      return join(home, "Library", "Application Support", "Farsite");
    default:
      return join(environment["XDG_DATA_HOME"] || join(home, ".local", "share"), "farsite");
  }
}

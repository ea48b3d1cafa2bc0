import { readAppVersion } from "#host/app-version.ts";
import { assetsFolderIn } from "#host/assets-folder.ts";
import { dataFolder } from "#host/data-folder.ts";
import { environmentOverrides } from "#host/environment-overrides.ts";
import { Host, type HostOptions } from "#host/host.ts";
import { probeKeychainInChild } from "#host/vault/probe-in-child.ts";

/**
 * The terminal's host. A module of its own, since all services of the app come with it. `make` lets a test have a site and
 * a keychain of its own.
 *
 * @throws when a FARSITE_ variable can't be used, naming it
 */
export const makeTerminalHost = (
  root: string,
  environment: NodeJS.ProcessEnv,
  overrides: HostOptions["overrides"],
  make: (options: HostOptions) => Host = (options) => new Host(options),
): Host =>
  make({
    shell: "terminal",
    dataFolder: dataFolder(environment),
    assetsFolder: assetsFolderIn(root),
    version: readAppVersion(root),
    probeKeychain: probeKeychainInChild,
    overrides: { ...environmentOverrides(environment), ...overrides },
  });

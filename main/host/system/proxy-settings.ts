import {
  parseGnomeProxy,
  parseInternetSettings,
  parseScutilProxy,
  proxyOfEnvironment,
  type ProxySettings,
} from "#core/system/proxy-settings.ts";
import { programOutput, registryOutput } from "./program-output.ts";

const INTERNET_SETTINGS = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

/**
 * The proxy that browsers on this laptop use: the desktop's settings, and where those name none the variables of the
 * environment. Never holds a name or a password.
 */
export async function readProxySettings(platform: NodeJS.Platform = process.platform): Promise<ProxySettings> {
  const desktop = await desktopProxy(platform);
  const environment = proxyOfEnvironment(process.env);
  return { proxy: desktop.proxy ?? environment.proxy, autoConfigUrl: desktop.autoConfigUrl };
}

async function desktopProxy(platform: NodeJS.Platform): Promise<ProxySettings> {
  switch (platform) {
    case "win32":
      return parseInternetSettings(await registryOutput(INTERNET_SETTINGS));
    case "darwin":
      return parseScutilProxy((await programOutput("/usr/sbin/scutil", ["--proxy"])) ?? "");
    default:
      return parseGnomeProxy((await programOutput("gsettings", ["list-recursively", "org.gnome.system.proxy"])) ?? "");
  }
}

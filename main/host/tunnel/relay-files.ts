import { HostError } from "#core/contract/errors.ts";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { openwrtAgentFiles, OPENWRT_ENABLE, OPENWRT_REMOVE } from "#core/relay/agent-openwrt.ts";
import type { AgentPlan } from "#core/relay/agent-plan.ts";
import { SYSTEMD_INSTALL, SYSTEMD_UNINSTALL, systemdAgentFiles } from "#core/relay/agent-systemd.ts";
import { WINDOWS_INSTALL, WINDOWS_UNINSTALL, windowsAgentFiles } from "#core/relay/agent-windows.ts";
import {
  frpOpenwrtFiles,
  frpSystemdFiles,
  frpWindowsFiles,
  type AgentFile,
  type FrpAgentPlan,
} from "#core/relay/frp-agent.ts";
import { SECRET_PLACEHOLDER } from "#core/server-setup/setup-file.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { SitePlatform, Tunnel } from "#core/tunnel/tunnel.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";

/**
 * What a site's box is told of its relay.
 *
 * @throws HostError BAD_INPUT: the server is no relay; HOST_KEY_UNKNOWN: nobody has logged in to it
 */
export function agentPlan(site: string, tunnel: Tunnel, { name, host, ssh, relay }: FirmServer): AgentPlan {
  if (relay === null) throw new HostError("BAD_INPUT", { detail: "this server is no SSH relay" });
  if (ssh.hostKeyLine === null) throw new HostError("HOST_KEY_UNKNOWN", { server: name });
  return { site, host, ports: ssh.ports, user: relay.user, hostKeys: [ssh.hostKeyLine], published: tunnel.published };
}

/**
 * The same of a tunnel by frp.
 *
 * @throws HostError BAD_INPUT: the server has no frp; HOST_KEY_UNKNOWN: nobody has looked at it, so its certificate is not known
 */
export function frpPlan(site: { id: string; name: string }, tunnel: Tunnel, server: FirmServer): FrpAgentPlan {
  const { host, name, frp, frpCertificate } = server;
  if (frp === null) throw new HostError("BAD_INPUT", { detail: "this server has no frp" });
  if (frpCertificate == null) throw new HostError("HOST_KEY_UNKNOWN", { server: name });
  const { published } = tunnel;
  return { site: site.name, siteId: site.id, host, port: frp.port, certificate: frpCertificate, published };
}

/** The permanent end of a relay by SSH. @throws RangeError for what a format can't carry */
export const relayFiles = (plan: AgentPlan, platform: SitePlatform, privateKey: string, withSecrets: boolean) =>
  writtenFiles(filesFor(plan, platform, privateKey), "tunnel.file.secret", withSecrets);

/**
 * The permanent end of a relay by frp.
 *
 * @param token null: only to be shown
 * @throws RangeError for what a format can't carry
 */
export function frpFiles(plan: FrpAgentPlan, platform: SitePlatform, token: string | null): WrittenFile[] {
  const write = { windows: frpWindowsFiles, openwrt: frpOpenwrtFiles, linux: frpSystemdFiles }[agentSystem(platform)];
  const files = write(plan, token ?? SECRET_PLACEHOLDER).map((file) =>
    token === null ? { ...file, content: file.content.replaceAll(SECRET_PLACEHOLDER, PRIVATE_KEY_PLACEHOLDER) } : file,
  );
  return writtenFiles(files, "tunnel.file.token", token !== null);
}

/** Which of the three kinds of agent a site's platform takes. */
export const agentSystem = (platform: SitePlatform): "windows" | "openwrt" | "linux" => {
  if (platform === "windows") return "windows";
  return platform === "openwrt" || platform === "gl-inet" ? "openwrt" : "linux";
};

const writtenFiles = (files: readonly AgentFile[], secretSays: string, withSecrets: boolean): WrittenFile[] =>
  files.map(({ path, content, secret }) => ({
    fileName: path,
    text: content,
    hasSecrets: secret && withSecrets,
    says: message(secret ? secretSays : "tunnel.file.open"),
  }));

function filesFor(plan: AgentPlan, platform: SitePlatform, privateKey: string): AgentFile[] {
  const script = (path: string, content: string): AgentFile => ({ path, content, secret: false });
  if (platform === "windows") {
    const files = windowsAgentFiles(plan, privateKey).map(({ fileName, text, isSecret }) => ({
      path: fileName,
      content: text,
      secret: isSecret,
    }));
    return [...files, script("install.ps1", WINDOWS_INSTALL), script("uninstall.ps1", WINDOWS_UNINSTALL)];
  }
  if (platform === "openwrt" || platform === "gl-inet") {
    const files = openwrtAgentFiles(plan, "openssh", privateKey);
    return [...files, script("enable.sh", OPENWRT_ENABLE), script("remove.sh", OPENWRT_REMOVE)];
  }
  const files = systemdAgentFiles(plan, privateKey);
  return [...files, script("install.sh", SYSTEMD_INSTALL), script("uninstall.sh", SYSTEMD_UNINSTALL)];
}

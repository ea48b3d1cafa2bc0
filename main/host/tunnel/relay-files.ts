import { HostError } from "#core/contract/errors.ts";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { openwrtAgentFiles, OPENWRT_ENABLE, OPENWRT_REMOVE } from "#core/relay/agent-openwrt.ts";
import type { AgentPlan } from "#core/relay/agent-plan.ts";
import { SYSTEMD_INSTALL, SYSTEMD_UNINSTALL, systemdAgentFiles } from "#core/relay/agent-systemd.ts";
import { WINDOWS_INSTALL, WINDOWS_UNINSTALL, windowsAgentFiles } from "#core/relay/agent-windows.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { SitePlatform, Tunnel } from "#core/tunnel/tunnel.ts";

/**
 * What a site's box is told of its relay.
 *
 * @throws HostError BAD_INPUT: the server is no relay, or nobody has logged in to it, so its key is not known
 */
export function agentPlan(site: string, tunnel: Tunnel, { host, ssh, relay }: FirmServer): AgentPlan {
  if (relay === null || ssh.hostKeyLine === null) {
    throw new HostError("BAD_INPUT", { detail: "the server's own key is not known yet: look at the server first" });
  }
  return { site, host, ports: ssh.ports, user: relay.user, hostKeys: [ssh.hostKeyLine], published: tunnel.published };
}

type Plain = { path: string; content: string; secret: boolean };

/** The files of the permanent end of a relay. @throws RangeError for what a format can't carry */
export function relayFiles(plan: AgentPlan, platform: SitePlatform, privateKey: string, withSecrets: boolean) {
  return filesFor(plan, platform, privateKey).map(({ path, content, secret }): WrittenFile => ({
    fileName: path,
    text: content,
    hasSecrets: secret && withSecrets,
    says: message(secret ? "tunnel.file.secret" : "tunnel.file.open"),
  }));
}

function filesFor(plan: AgentPlan, platform: SitePlatform, privateKey: string): Plain[] {
  const script = (path: string, content: string): Plain => ({ path, content, secret: false });
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

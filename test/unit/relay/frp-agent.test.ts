import { spawnSync } from "node:child_process";
import { XMLParser } from "fast-xml-parser";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { frpOpenwrtFiles, frpSystemdFiles, frpWindowsFiles, type FrpAgentPlan } from "#core/relay/frp-agent.ts";
import { unitCommandLine, unitSettings } from "../../fakes/unit-command-line.ts";

const plan: FrpAgentPlan = {
  site: 'Bakery "Müller" $(reboot) %n\nExecStart=/bin/evil \\',
  siteId: "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a09",
  host: "vps.example.com",
  port: 7_000,
  certificate: "QUJD".repeat(60),
  published: [
    { id: "a", address: "192.168.1.64", port: 554, serverPort: 20_001 },
    { id: "b", address: "fd00::64", port: 80, serverPort: 20_002 },
  ],
};
const TOKEN = "t0ken-t0ken";
const every = { linux: frpSystemdFiles, openwrt: frpOpenwrtFiles, windows: frpWindowsFiles };
const textOf = (files: ReturnType<typeof frpSystemdFiles>, end: string) =>
  files.find(({ path }) => path.endsWith(end))?.content ?? "";

describe("frpc at a site", () => {
  it.each(Object.entries(every))(
    "on %s has its settings, the server's certificate, and the token in one file",
    (_, write) => {
      const files = write(plan, TOKEN);
      const toml = parseToml(textOf(files, "frpc.toml")) as { transport: { tls: { trustedCaFile: string } } };
      expect(toml).toMatchObject({ serverAddr: "vps.example.com", user: plan.siteId, auth: { token: TOKEN } });
      expect(toml).toMatchObject({ proxies: [{ remotePort: 20_001 }, { localIP: "fd00::64", remotePort: 20_002 }] });
      expect(toml.transport.tls.trustedCaFile).toMatch(/[/\\]server\.pem$/);
      expect(files.filter(({ content }) => content.includes(TOKEN)).map(({ secret }) => secret)).toEqual([true]);
      expect(textOf(files, "server.pem")).toMatch(/^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END/);
      expect(JSON.stringify(files)).not.toContain("\\nExecStart=/bin/evil");
    },
  );

  it("is started by systemd and procd with its file, and by Windows from its folder", () => {
    const unit = unitSettings(textOf(frpSystemdFiles(plan, TOKEN), ".service"));
    expect(unitCommandLine(unit.get("Service.ExecStart")?.join(" ") ?? "")).toEqual([
      "/usr/bin/env",
      "frpc",
      "-c",
      "/etc/farsite-frp/frpc.toml",
    ]);
    const procd = textOf(frpOpenwrtFiles(plan, TOKEN), "farsite-frp");
    expect(procd).toContain("procd_set_param command '/usr/bin/frpc' '-c' '/etc/farsite-frp/frpc.toml'");
    const task = new XMLParser().parse(textOf(frpWindowsFiles(plan, TOKEN), ".xml")) as {
      Task: { Actions: { Exec: object } };
    };
    expect(task.Task.Actions.Exec).toEqual({
      Command: "C:\\ProgramData\\FarsiteFrp\\frpc.exe",
      Arguments: "-c C:\\ProgramData\\FarsiteFrp\\frpc.toml",
    });
  });

  it("has scripts that a shell reads, which ask frpc itself before anything is started", () => {
    const scripts = [...frpSystemdFiles(plan, TOKEN), ...frpOpenwrtFiles(plan, TOKEN)].filter(({ path }) =>
      path.endsWith(".sh"),
    );
    for (const { content } of scripts) {
      expect(spawnSync("sh", ["-n"], { input: content, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    }
    const asks = scripts.filter(({ content }) => content.includes("frpc verify -c /etc/farsite-frp/frpc.toml"));
    expect(asks.map(({ path }) => path)).toEqual(["install.sh", "enable.sh"]);
  });

  it("is not written with a certificate that is none, or for a host that is none", () => {
    for (const wrong of [{ certificate: "-----" }, { certificate: "" }, { host: "a b" }, { published: [] }])
      expect(() => frpSystemdFiles({ ...plan, ...wrong }, TOKEN), JSON.stringify(wrong)).toThrow(RangeError);
  });
});

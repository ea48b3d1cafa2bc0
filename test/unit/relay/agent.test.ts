import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { afterAll, describe, expect, it } from "vitest";
import { openwrtAgentFiles, openwrtInitScript, OPENWRT_ENABLE, OPENWRT_REMOVE } from "#core/relay/agent-openwrt.ts";
import { dropbearArguments, knownHosts, opensshArguments, portLoop, type AgentPlan } from "#core/relay/agent-plan.ts";
import {
  agentUnit,
  SYSTEMD_INSTALL,
  SYSTEMD_UNINSTALL,
  systemdAgentFiles,
  systemdWord,
} from "#core/relay/agent-systemd.ts";
import {
  WINDOWS_INSTALL,
  WINDOWS_UNINSTALL,
  windowsAgentFiles,
  windowsArgument,
  windowsTask,
  xmlText,
} from "#core/relay/agent-windows.ts";
import { generateSshKeyPair } from "#host/relay/ssh-keys.ts";
import { unitCommandLine, unitSettings } from "../../fakes/unit-command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "farsite-agent-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hostKey = generateSshKeyPair();
const SECRET = "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n";
const plan: AgentPlan = {
  site: 'Bakery "Müller" $(reboot) %n \\',
  host: "vps.example.com",
  ports: [22, 443],
  user: "farsite-relay",
  hostKeys: [`${hostKey.publicKey} root@vps`],
  published: [
    { address: "192.168.1.64", port: 554, serverPort: 20_001, listen: "server" },
    { address: "fd00::64", port: 80, serverPort: 20_002, listen: "everyone" },
  ],
};
const FORWARDS = ["-R", "127.0.0.1:20001:192.168.1.64:554", "-R", "*:20002:[fd00::64]:80"];

/** What people and devices may call things, and what attackers would. */
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "$(reboot)",
    "`id`",
    "a\nExecStartPre=/bin/evil",
    "a\r\nb",
    "'; rm -rf /; '",
    '"',
    "\\",
    "%h",
    "\0",
    "a\u2028b",
    "x' -o ProxyCommand=evil",
    "-oProxyCommand=evil",
    "]]>",
    "${HOME}",
    "#\\",
    "a.example -o X=y",
  ),
);

/** 1, or 0 where a format refused a value as it may. */
function isWritten(work: () => void): number {
  try {
    work();
    return 1;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}

const programArguments = (unit: string): string[] =>
  unitCommandLine(unitSettings(unit).get("Service.ExecStart")?.join(" ") ?? "");

/** What procd would be given, by a shell that runs the script with procd's functions replaced. */
function procdCommand(script: string): string[] {
  const file = join(folder, "init");
  writeFileSync(file, script);
  const stub = [
    "procd_open_instance() { :; }",
    "procd_close_instance() { :; }",
    'procd_set_param() { if [ "$1" = command ]; then shift; printf "%s\\0" "$@"; fi; }',
    `. ${file}`,
    "start_service",
  ].join("\n");
  const { stdout, status, stderr } = spawnSync("/bin/sh", ["-c", stub], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\0").slice(0, -1);
}

/** CommandLineToArgvW and the C runtime's rules, for arguments behind the program. */
function windowsWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let isQuoted = false;
  let isWord = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === "\\") {
      let count = 0;
      while (line.charAt(at) === "\\") [count, at] = [count + 1, at + 1];
      const beforeQuote = line.charAt(at) === '"';
      word += "\\".repeat(beforeQuote ? count >> 1 : count);
      isWord = true;
      if (beforeQuote && count % 2 === 1) word += '"';
      else at -= 1;
    } else if (sign === '"') {
      isQuoted = !isQuoted;
      isWord = true;
    } else if (!isQuoted && /\s/.test(sign)) {
      if (isWord) words.push(word);
      [word, isWord] = ["", false];
    } else {
      word += sign;
      isWord = true;
    }
  }
  return isWord ? [...words, word] : words;
}

const taskOf = (xml: string): { Command: string; Arguments: string }[] => {
  const parser = new XMLParser({ isArray: (name) => name === "Exec", parseTagValue: false });
  const { Task } = parser.parse(xml) as { Task: { Actions: { Exec: { Command: string; Arguments: string }[] } } };
  return Task.Actions.Exec;
};

describe("the agent's command", () => {
  const files = { keyFile: "/etc/farsite-relay/key", knownHostsFile: "/etc/farsite-relay/known_hosts" };
  const client = opensshArguments(plan, files);

  it("reads no other configuration, believes no other server, and asks nobody", () => {
    expect(client.join(" ")).toContain("-F none");
    for (const option of [
      "StrictHostKeyChecking=yes",
      "BatchMode=yes",
      "ExitOnForwardFailure=yes",
      "ServerAliveInterval=15",
    ])
      expect(client).toContain(option);
    expect(client.slice(-7)).toEqual([...FORWARDS, "-l", "farsite-relay", "vps.example.com"].slice(-7));
    expect(dropbearArguments(plan, "/etc/farsite-relay/key").slice(-7)).toEqual(client.slice(-7));
  });

  it("is the same in every format", () => {
    const loop = ["/bin/sh", "-c", portLoop("/usr/bin/ssh", [22, 443]), "farsite-relay"];
    expect(programArguments(agentUnit(plan))).toEqual([...loop, ...client]);
    expect(procdCommand(openwrtInitScript(plan, "openssh")).slice(0, 4)).toEqual(loop);
    expect(procdCommand(openwrtInitScript(plan, "openssh")).slice(-7)).toEqual(client.slice(-7));
    expect(procdCommand(openwrtInitScript(plan, "dropbear")).slice(4)).toEqual(
      dropbearArguments(plan, "/etc/farsite-relay/key"),
    );
    const [first, second] = taskOf(windowsTask(plan));
    expect(first?.Command).toBe(String.raw`C:\Windows\System32\OpenSSH\ssh.exe`);
    expect(windowsWords(first?.Arguments ?? "").slice(0, 2)).toEqual(["-p", "22"]);
    expect(windowsWords(second?.Arguments ?? "").slice(0, 2)).toEqual(["-p", "443"]);
    expect(windowsWords(first?.Arguments ?? "").slice(-7)).toEqual(client.slice(-7));
    expect(windowsWords(first?.Arguments ?? "")).toContain(String.raw`C:\ProgramData\FarsiteRelay\key`);
  });

  it("tries each port with all arguments as they are", () => {
    const stub = join(folder, "client");
    writeFileSync(stub, '#!/bin/sh\nprintf "%s|" "$@"\necho\n', { mode: 0o755 });
    const { stdout } = spawnSync("/bin/sh", ["-c", portLoop(stub, [22, 443]), "x", "a b", "$HOME", "*"], {
      encoding: "utf8",
    });
    expect(stdout).toBe("-p|22|a b|$HOME|*|\n-p|443|a b|$HOME|*|\n");
  });

  it("keeps the private key out of everything but its own file", () => {
    const written = [
      ...systemdAgentFiles(plan, SECRET).map(({ content, secret }) => ({ content, secret })),
      ...openwrtAgentFiles(plan, "openssh", SECRET).map(({ content, secret }) => ({ content, secret })),
      ...windowsAgentFiles(plan, SECRET).map(({ text, isSecret }) => ({ content: text, secret: isSecret })),
    ];
    expect(written.map(({ content, secret }) => content.includes("c2VjcmV0") === secret)).not.toContain(false);
    expect(written.filter(({ secret }) => secret)).toHaveLength(3);
    expect(openwrtAgentFiles(plan, "dropbear", null).some(({ secret }) => secret)).toBe(false);
  });
});

describe("values that come from elsewhere", () => {
  it("are the same after each format's quoting", () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (words) => {
        isWritten(() => expect(unitCommandLine(words.map(systemdWord).join(" "))).toEqual(words));
      }),
    );
    fc.assert(
      fc.property(
        fc.array(
          nasty.filter((word) => !word.includes("\0")),
          { minLength: 1, maxLength: 4 },
        ),
        (words) => {
          expect(windowsWords(words.map(windowsArgument).join(" "))).toEqual(words);
        },
      ),
    );
    fc.assert(
      fc.property(nasty, (text) => {
        isWritten(() => {
          const xml = `<a>${xmlText(text)}</a>`;
          const parser = new XMLParser({ trimValues: false, parseTagValue: false });
          expect((parser.parse(xml) as { a: string }).a).toBe(text);
        });
      }),
    );
  });

  it("change nothing but what they are for, or are refused", () => {
    const parts = fc.oneof(
      nasty.map((site) => ({ site })),
      fc.oneof(nasty, fc.domain()).map((host) => ({ host })),
      nasty.map((user) => ({ user })),
      nasty.map((line) => ({ hostKeys: [line] })),
      fc.oneof(nasty, fc.ipV4(), fc.ipV6()).map((address) => ({
        published: [{ address, port: 554, serverPort: 20_001, listen: "server" as const }],
      })),
    );
    let written = 0;
    const settings = [...unitSettings(agentUnit(plan)).keys()];
    fc.assert(
      fc.property(parts, (changed) => {
        const tried: AgentPlan = { ...plan, ...changed };
        written += isWritten(() => {
          expect([...unitSettings(agentUnit(tried)).keys()]).toEqual(settings);
          const argv = opensshArguments(tried, { keyFile: "/k", knownHostsFile: "/h" });
          expect(programArguments(agentUnit(tried)).slice(-3)).toEqual(argv.slice(-3));
          expect(procdCommand(openwrtInitScript(tried, "openssh")).slice(-3)).toEqual(argv.slice(-3));
          expect(windowsWords(taskOf(windowsTask(tried))[0]?.Arguments ?? "").slice(-3)).toEqual(argv.slice(-3));
          expect(argv.filter((word) => word.startsWith("-"))).toEqual(
            opensshArguments({ ...plan, published: tried.published }, { keyFile: "/k", knownHostsFile: "/h" }).filter(
              (word) => word.startsWith("-"),
            ),
          );
        });
      }),
    );
    expect(written).toBeGreaterThan(20);
  });

  it("are refused where they can't be right", () => {
    const [first] = plan.published;
    const wrong: Partial<AgentPlan>[] = [
      { host: "-oProxyCommand=x" },
      { host: "a b" },
      { user: "root; id" },
      { hostKeys: ["ssh-ed25519 AAAA"] },
      { ports: [] },
      { ports: [0] },
      { published: [] },
      { published: first === undefined ? [] : [first, first] },
      { published: [{ address: "recorder", port: 1, serverPort: 1, listen: "server" }] },
    ];
    for (const part of wrong) expect(() => agentUnit({ ...plan, ...part })).toThrow(RangeError);
    expect(() => knownHosts({ ...plan, hostKeys: [] })).toThrow(RangeError);
  });
});

describe("the real tools", () => {
  it.runIf(existsSync("/usr/bin/ssh-keygen"))("ssh-keygen finds the server by each of its ports", () => {
    const file = join(folder, "known_hosts");
    writeFileSync(file, knownHosts({ ...plan, host: "2001:0DB8::1" }));
    for (const name of ["2001:db8::1", "[2001:db8::1]:443"]) {
      const { stdout, status } = spawnSync("ssh-keygen", ["-l", "-F", name, "-f", file], { encoding: "utf8" });
      expect([status, stdout]).toEqual([0, expect.stringContaining(hostKey.fingerprint)]);
    }
  });

  it("a shell reads every script", () => {
    for (const script of [
      SYSTEMD_INSTALL,
      SYSTEMD_UNINSTALL,
      OPENWRT_ENABLE,
      OPENWRT_REMOVE,
      openwrtInitScript(plan, "openssh"),
      openwrtInitScript(plan, "dropbear"),
    ]) {
      expect(spawnSync("/bin/sh", ["-n"], { input: script, encoding: "utf8" })).toMatchObject({
        status: 0,
        stderr: "",
      });
    }
    // Windows' own tools read these; at least nothing in them is of another place.
    for (const script of [WINDOWS_INSTALL, WINDOWS_UNINSTALL]) expect(script).toContain("FarsiteRelay");
  });

  it.runIf(existsSync("/usr/bin/systemd-analyze"))(
    "systemd has nothing to say against the unit",
    { timeout: 30_000 },
    () => {
      const file = join(folder, "farsite-relay.service");
      // The account is made by the installation.
      writeFileSync(file, agentUnit(plan).replace("User=farsite-relay", "User=daemon"));
      const { stdout, stderr, status } = spawnSync("systemd-analyze", ["verify", "--man=no", file], {
        encoding: "utf8",
      });
      expect([status, `${stdout}${stderr}`.split("\n").filter((line) => line.includes("farsite-relay"))]).toEqual([
        0,
        [],
      ]);
    },
  );
});

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accessList, accessNftables } from "#core/server-setup/hub-access.ts";
import { publishedList, publishedNftables, type PublishedRule } from "#core/server-setup/published-ports.ts";
import { readServerStatus } from "#core/server-setup/server-status.ts";
import { relayKeyLine } from "#core/server-setup/sshd.ts";
import { FakeRoot } from "./fake-root.ts";
import { ED25519, hubConfig, KEYS, OTHER_ED25519, sampleOptions, sampleServer } from "./sample-server.ts";

const isUnix = process.platform !== "win32" && existsSync("/usr/bin/flock");

/** What people and broken-into laptops send: shell's own words, line ends of all kinds, other letters. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "\n",
    "\r\n",
    "\u2028",
    "\0",
    "'",
    '"',
    "\\",
    "%s%n",
    "*",
  ),
);

describe.runIf(isUnix)("farsite-apply", () => {
  let root: FakeRoot;
  beforeEach(() => {
    root = new FakeRoot();
  });
  afterEach(() => {
    root.remove();
  });

  it.each(["sh", "dash", "bash"].filter((shell) => spawnSync(shell, ["-c", ":"]).status === 0))(
    "is read by %s",
    (shell) => {
      const { status, stderr } = spawnSync(shell, ["-n", root.script], { encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
    },
  );

  it("knows its commands and takes no arguments", () => {
    for (const args of [[], ["rm"], ["wireguard", "/etc/shadow"], ["status", "--help"]]) {
      expect(root.run(args).status, args.join(" ")).toBe(1);
    }
    expect(root.calls()).toEqual([]);
  });

  it("uses no other root for who comes through sudo", () => {
    const { stdout } = spawnSync("sh", ["-c", `sed -n '/FARSITE_ROOT/,/^fi/p' "$1"; :`, "-", root.script], {
      encoding: "utf8",
    });
    expect(stdout).toContain("SUDO_UID");
  });

  describe("wireguard", () => {
    it("brings new settings up and keeps the former ones", () => {
      const before = root.read("etc/wireguard/wg0.conf");
      const more = hubConfig(`\n[Peer]\nPublicKey = ${KEYS.phone}\nAllowedIPs = 10.88.0.20/32\n`);
      expect(root.run(["wireguard"], more)).toMatchObject({ status: 0, out: "ok\n" });
      expect(root.read("etc/wireguard/wg0.conf")).toBe(more);
      expect(root.read("var/lib/farsite/previous/wg0.conf")).toBe(before);
      expect(root.calls()).toContain("systemctl restart wg-quick@wg0.service");
    });

    it("leaves tunnels up where only peers change, and leads their networks into the tunnel", () => {
      root.stub(
        "ip",
        `case $* in *"address show dev wg0"*) echo "7: wg0    inet 10.88.0.1/16 scope global wg0" ;; *"link show"*) echo "7: wg0: <UP> mtu 1420 qdisc" ;; *"route show dev"*) echo "10.88.0.0/16 proto kernel scope link src 10.88.0.1"; echo "10.96.9.0/24 scope link" ;; esac`,
      );
      root.stub("wg", `case $* in *allowed-ips) printf '%s\\t10.88.0.2/32 10.96.3.0/24\\n' key ;; esac`);
      expect(root.run(["wireguard"], hubConfig())).toMatchObject({ status: 0, out: "ok\n" });
      const calls = root.calls().map((call) => call.replace(root.path, ""));
      expect(calls.some((call) => call.startsWith("wg syncconf wg0 "))).toBe(true);
      expect(calls).toContain("ip -4 route replace 10.96.3.0/24 dev wg0");
      expect(calls).toContain("ip -4 route del 10.96.9.0/24 dev wg0");
      expect(calls.some((call) => call.startsWith("systemctl"))).toBe(false);
    });

    it("goes back to the former settings when the new ones do not come up", () => {
      const before = root.read("etc/wireguard/wg0.conf");
      root.stub("systemctl", "echo no such device >&2; exit 1");
      const answer = root.run(["wireguard"], hubConfig().replace("51820", "51821"));
      expect(answer.status).toBe(1);
      expect(answer.said).toContain("no such device");
      expect(root.read("etc/wireguard/wg0.conf")).toBe(before);
    });

    it("keeps the hub's key for a laptop that does not have it", () => {
      expect(root.run(["wireguard"], hubConfig().replace(KEYS.hub, "keep")).status).toBe(0);
      expect(root.read("etc/wireguard/wg0.conf")).toContain(`PrivateKey = ${KEYS.hub}\n`);
    });

    it.each([
      ["a command", "PostUp = touch /tmp/pwned"],
      ["a command in other letters", "pOsTuP=touch /tmp/pwned"],
      ["a table", "Table = off"],
      ["a command after a peer", `[Peer]\nPublicKey = ${KEYS.phone}\nPreDown = id`],
      ["all of the internet", `[Peer]\nPublicKey = ${KEYS.phone}\nAllowedIPs = 0.0.0.0/0`],
      ["half of it", `[Peer]\nPublicKey = ${KEYS.phone}\nAllowedIPs = 0.0.0.0/1`],
      ["a public network", `[Peer]\nPublicKey = ${KEYS.phone}\nAllowedIPs = 198.51.100.0/24`],
      ["a prefix twice", `[Peer]\nPublicKey = ${KEYS.phone}\nAllowedIPs = 10.96.3.0/24`],
      ["a key twice", `[Peer]\nPublicKey = ${KEYS.site}\nAllowedIPs = 10.96.4.0/24`],
      ["a second interface", `[Interface]\nPrivateKey = ${KEYS.hub}`],
      ["a carriage return", "# a\rPostUp = id"],
      ["other letters", "MTU = 1420 é"],
    ])("refuses %s, and changes nothing", (_name, extra) => {
      const before = root.read("etc/wireguard/wg0.conf");
      const answer = root.run(["wireguard"], hubConfig(`${extra}\n`));
      expect(answer.status).toBe(1);
      expect(answer.said).toMatch(/^farsite-apply: /);
      expect(root.read("etc/wireguard/wg0.conf")).toBe(before);
      expect(root.calls().filter((call) => !call.startsWith("ip -4 "))).toEqual([]);
    });

    it("refuses a network that the server itself is in", () => {
      root.stub(
        "ip",
        `case $* in *"-o address show") echo "2: eth0    inet 10.19.0.5/16 brd 10.19.255.255 scope global eth0" ;; esac`,
      );
      const answer = root.run(
        ["wireguard"],
        hubConfig(`[Peer]\nPublicKey = ${KEYS.phone}\nAllowedIPs = 10.19.0.0/24\n`),
      );
      expect(answer).toMatchObject({
        status: 1,
        said: expect.stringContaining("itself is in: 10.19.0.0/24") as string,
      });
    });
  });

  describe("access and publish", () => {
    it("make exactly the rules that the set-up begins with", () => {
      const server = sampleServer();
      const { reach } = sampleOptions();
      const published: PublishedRule[] = [
        { serverPort: 30_554, transport: "tcp", address: "10.96.3.10", port: 554, from: null },
        {
          serverPort: 30_500,
          transport: "udp",
          address: "10.96.3.11",
          port: 500,
          from: ["203.0.113.0/24", "198.51.100.7/32"],
        },
      ];
      expect(root.run(["access"], accessList(server, reach))).toMatchObject({ status: 0, out: "ok\n" });
      expect(root.read("etc/farsite/nftables.d/access.nft")).toBe(accessNftables(server, reach));
      expect(root.run(["publish"], publishedList(server, published))).toMatchObject({ status: 0, out: "ok\n" });
      expect(root.read("etc/farsite/nftables.d/publish.nft")).toBe(publishedNftables(server, published));
      expect(root.calls().map((call) => call.split(" ").slice(0, 2).join(" "))).toEqual(["nft -c", "nft -f"]);
    });

    it("change nothing when nft refuses", () => {
      const before = root.read("etc/farsite/nftables.d/publish.nft");
      root.stub("nft", "echo a reason >&2; exit 1");
      const answer = root.run(["publish"], "tcp 30555 10.96.3.10 554 any\n");
      expect(answer).toMatchObject({ status: 1, said: expect.stringContaining("a reason") as string });
      expect(root.read("etc/farsite/nftables.d/publish.nft")).toBe(before);
    });

    it.each([
      ["sshd's port", "tcp 22 10.96.3.10 22 any"],
      ["the shared port", "tcp 443 10.96.3.10 443 any"],
      ["WireGuard's port", "udp 51820 10.96.3.10 51820 any"],
      ["WireGuard's other port", "udp 443 10.96.3.10 443 any"],
      ["a port of TURN's", "udp 49999 10.96.3.10 1 any"],
      ["a port of the relay", "tcp 20001 10.96.3.10 554 any"],
      ["an address on the internet", "tcp 30554 198.51.100.9 554 any"],
      ["the provider's metadata", "tcp 30554 169.254.169.254 80 any"],
      ["a site that is no peer", "tcp 30554 10.96.4.10 80 any"],
      ["somebody in the tunnel", "tcp 30554 10.88.0.2 80 any"],
      ["a port twice", "tcp 30554 10.96.3.10 1 any\ntcp 30554 10.96.3.11 1 any"],
      ["a port in octal", "tcp 030554 10.96.3.10 1 any"],
      ["a rule behind the sources", "tcp 30554 10.96.3.10 1 any}accept"],
      ["a source that is a rule", "tcp 30554 10.96.3.10 1 0.0.0.0/0}accept"],
      ["six words", "tcp 30554 10.96.3.10 1 any accept"],
    ])("publish refuses %s", (_name, line) => {
      expect(root.run(["publish"], `${line}\n`)).toMatchObject({ status: 1, out: "" });
      expect(root.calls()).toEqual([]);
    });

    it.each([
      "10.88.0.20 0.0.0.0/0",
      "10.89.0.1 10.96.3.0/24",
      "10.88.0.20 10.96.3.0",
      "10.88.0.20 10.96.3.1/24",
      "x y",
    ])("access refuses %s", (line) => {
      expect(root.run(["access"], `${line}\n`)).toMatchObject({ status: 1, out: "" });
      expect(root.calls()).toEqual([]);
    });
  });

  describe("relay-keys", () => {
    const line = (over: Partial<Parameters<typeof relayKeyLine>[0]> = {}): string =>
      relayKeyLine({
        publicKey: ED25519,
        listens: [{ port: 20_001, everyone: false }],
        site: "site-1",
        comment: "Huber",
        ...over,
      });

    it("takes Farsite's own lines, and opens the ports that are everybody's", () => {
      const other = line({ publicKey: OTHER_ED25519, listens: [{ port: 20_002, everyone: true }], site: "site-2" });
      expect(root.run(["relay-keys"], `${line()}\n${other}\n`)).toMatchObject({ status: 0, out: "ok\n" });
      expect(root.read("etc/farsite/relay-keys")).toBe(`${line()}\n${other}\n`);
      expect(root.read("etc/farsite/nftables.d/relay.nft")).toBe(
        "flush set inet farsite relay_open\nadd element inet farsite relay_open { 20002 }\n",
      );
      expect(root.calls().some((call) => call.startsWith("pkill"))).toBe(false);
    });

    it("cuts the connections of who was taken off the list", () => {
      root.run(["relay-keys"], `${line()}\n`);
      expect(root.run(["relay-keys"], "")).toMatchObject({ status: 0 });
      expect(root.calls()).toContain("pkill -u farsite-relay");
    });

    it.each([
      ["cp", "*relay-keys.new"],
      ["mv", "*/relay-keys"],
      ["nft", "-f*"],
      ["mv", "*/relay.nft"],
      ["pkill", "*"],
    ])("killed at its %s %s, it leaves old keys or new ones, and the next run cuts who was taken off", (name, at) => {
      const other = line({ publicKey: OTHER_ED25519, site: "site-2" });
      for (const when of ["before", "after"]) {
        root.run(["relay-keys"], `${line()}\n`);
        const real = ["nft", "pkill"].includes(name) ? ":" : `/bin/${name} "$@"`;
        const [first, then] = when === "before" ? ["kill -9 $PPID", ":"] : [real, "kill -9 $PPID"];
        root.stub(name, `case "$*" in ${at}) ${first}; ${then} ;; *) ${real} ;; esac`);
        expect(root.run(["relay-keys"], `${other}\n`)).toMatchObject({ out: "" });
        expect([`${line()}\n`, `${other}\n`]).toContain(root.read("etc/farsite/relay-keys"));
        root.stub(name, real);
        expect(root.run(["relay-keys"], `${other}\n`)).toMatchObject({ status: 0, out: "ok\n" });
        expect(root.read("etc/farsite/relay-keys")).toBe(`${other}\n`);
        expect(root.calls()).toContain("pkill -u farsite-relay");
      }
    });

    it("has its former keys when the rules can't be loaded", () => {
      root.run(["relay-keys"], `${line()}\n`);
      root.stub("nft", 'case "$*" in -c*) ;; *) exit 1 ;; esac');
      const other = line({ publicKey: OTHER_ED25519, listens: [{ port: 20_002, everyone: true }], site: "site-2" });
      expect(root.run(["relay-keys"], `${other}\n`)).toMatchObject({ status: 1, out: "" });
      expect(root.read("etc/farsite/relay-keys")).toBe(`${line()}\n`);
    });

    const [, blob = ""] = ED25519.split(" ");
    it.each([
      ["a key without limits", `ssh-ed25519 ${blob} x`],
      ["no restrict", `port-forwarding,permitlisten="localhost:20001",command="health:a" ssh-ed25519 ${blob} x`],
      [
        "a shell",
        `restrict,port-forwarding,pty,permitlisten="localhost:20001",command="health:a" ssh-ed25519 ${blob} x`,
      ],
      ["another command", `restrict,port-forwarding,permitlisten="localhost:20001",command="sh" ssh-ed25519 ${blob} x`],
      [
        "no command",
        `restrict,port-forwarding,permitlisten="localhost:20001",permitlisten="localhost:20002" ssh-ed25519 ${blob} x`,
      ],
      ["no port", `restrict,port-forwarding,command="health:a" ssh-ed25519 ${blob} x`],
      ["any port", `restrict,port-forwarding,permitlisten="*:*",command="health:a" ssh-ed25519 ${blob} x`],
      [
        "a port without an address",
        `restrict,port-forwarding,permitlisten="20001",command="health:a" ssh-ed25519 ${blob} x`,
      ],
      [
        "a port out of the range",
        `restrict,port-forwarding,permitlisten="localhost:22",command="health:a" ssh-ed25519 ${blob} x`,
      ],
      [
        "a way to open connections",
        `restrict,port-forwarding,permitopen="*:*",permitlisten="localhost:20001",command="health:a" ssh-ed25519 ${blob} x`,
      ],
      [
        "a key that is none",
        `restrict,port-forwarding,permitlisten="localhost:20001",command="health:a" ssh-ed25519 AAAA${"B".repeat(64)} x`,
      ],
      ["a port of two sites", `${line()}\n${line({ publicKey: OTHER_ED25519 })}`],
      ["a key twice", `${line()}\n${line({ listens: [{ port: 20_003, everyone: false }] })}`],
    ])("refuses %s", (_name, lines) => {
      expect(root.run(["relay-keys"], `${lines}\n`)).toMatchObject({ status: 1, out: "" });
      expect(root.calls()).toEqual([]);
      expect(root.read("etc/farsite/relay-keys")).toBe("");
    });
  });

  it("runs nothing of what it reads, and changes nothing for it", () => {
    const before = ["etc/wireguard/wg0.conf", "etc/farsite/relay-keys"].map((path) => root.read(path));
    fc.assert(
      fc.property(
        fc.constantFrom("wireguard", "access", "publish", "relay-keys"),
        fc.array(hostile, { minLength: 1, maxLength: 6 }),
        (command, parts) => {
          // Nothing, and empty lines, say that nobody may.
          const input = `x${parts.join(" ")}`;
          const answer = root.run([command], input);
          expect(answer.status).toBe(1);
          expect(root.calls().filter((call) => !call.startsWith("ip -4 "))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
    expect(["etc/wireguard/wg0.conf", "etc/farsite/relay-keys"].map((path) => root.read(path))).toEqual(before);
    expect(existsSync(join(root.path, "pwned")) || existsSync("pwned")).toBe(false);
  });

  it("keeps one line of letters of what a box says, under its own name", () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (parts) => {
        expect(root.run(["health", "site-1"], parts.join("")).status).toBe(0);
        const kept = root.read("var/lib/farsite/health/site-1");
        expect(kept).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [ -~]{0,500}\n$/);
      }),
      { numRuns: 25 },
    );
    for (const site of ["../x", ".x", "-x", "", "a b", "x".repeat(65), "$(id)"])
      expect(root.run(["health", site]).status, site).toBe(1);
  });

  it("tells how things stand, and no key", () => {
    const psk = "psk+psk+psk+psk+psk+psk+psk+psk+psk+psk+psk=";
    root.stub(
      "wg",
      `printf '%s\\t%s\\t51820\\toff\\n' '${KEYS.hub}' '${KEYS.site}'\nprintf '%s\\t%s\\t203.0.113.5:40000\\t10.88.0.2/32,10.96.3.0/24\\t1763712000\\t148\\t92\\toff\\n' '${KEYS.phone}' '${psk}'`,
    );
    root.stub(
      "ss",
      `echo 'LISTEN 0 128 127.0.0.1:20001 0.0.0.0:*'; echo 'LISTEN 0 128 0.0.0.0:20002 0.0.0.0:*'; echo 'LISTEN 0 128 0.0.0.0:22 0.0.0.0:*'`,
    );
    root.stub("systemctl", "echo active");
    root.run(["health", "site-1"], 'primary "up" \\ 12 ms\n');
    const { status, out } = root.run(["status"]);
    expect(status).toBe(0);
    expect(out).not.toContain(KEYS.hub);
    expect(out).not.toContain(psk);
    expect(readServerStatus(out)).toMatchObject({
      version: 1,
      ready: false,
      wireguard: {
        publicKey: KEYS.site,
        listenPort: 51_820,
        peers: [
          {
            publicKey: KEYS.phone,
            endpoint: "203.0.113.5:40000",
            allowedIps: "10.88.0.2/32,10.96.3.0/24",
            latestHandshakeSeconds: 1_763_712_000,
            receivedBytes: 148,
            sentBytes: 92,
          },
        ],
      },
      health: [{ site: "site-1", line: 'primary "up" \\ 12 ms' }],
      services: { ssh: "active" },
    });
    expect(readServerStatus(out)?.relayPorts.toSorted((a, b) => a.port - b.port)).toEqual([
      { port: 20_001, everyone: false },
      { port: 20_002, everyone: true },
    ]);
  });
});

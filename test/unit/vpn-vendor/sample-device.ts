import fc from "fast-check";
import type { WireGuardDevice } from "#core/vpn/wireguard-device.ts";

export const sampleDevice: WireGuardDevice = {
  name: "Bäckerei Müller",
  interfaceName: "wg0",
  privateKey: "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
  addresses: ["10.88.0.2/32"],
  listenPort: null,
  mtu: 1_380,
  peers: [
    {
      name: "Firm's server",
      publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
      presharedKey: "FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=",
      endpoint: { address: "198.51.100.7", port: 51_820 },
      allowedIps: ["10.88.0.0/24", "10.96.0.0/16"],
      keepaliveSeconds: 25,
    },
  ],
  lan: "192.168.1.0/24",
  translation: { mapped: "10.96.3.0/24", lan: "192.168.1.0/24" },
};

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const ipv4 = fc.tuple(fc.nat(223), fc.nat(255), fc.nat(255)).map(([a, b, c]) => `${a}.${b}.${c}`);
const prefix = fc.oneof(
  ipv4.map((start) => `${start}.0/24`),
  fc.nat(0xffff).map((group) => `2001:db8:${(group || 1).toString(16)}::/48`),
);

/** Whatever people and devices are called. */
export const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        "\\",
        "$",
        "`",
        "[",
        "]",
        "{",
        "}",
        ";",
        "\n",
        "\r",
        "\u2028",
        "\u2029",
        "\0",
        "?",
        "#",
        "$(reboot)",
        "`id`",
        "x",
        " ",
      ),
      {
        maxLength: 20,
      },
    )
    .map((parts) => parts.join("")),
  fc.constantFrom(
    '"; /system/reset-configuration',
    "'; reboot #",
    "$[/system/reboot]",
    "\n/system reboot\n",
    "EOF\nset x",
  ),
);

/** Devices that a writer has to take, with names that it must not believe. */
export const anyDevice: fc.Arbitrary<WireGuardDevice> = fc.record({
  name: hostileText,
  interfaceName: fc.nat(999).map((number) => `wg${number}`),
  privateKey: key,
  addresses: fc.array(
    ipv4.map((start) => `${start}.9/32`),
    { minLength: 1, maxLength: 3 },
  ),
  listenPort: fc.option(fc.integer({ min: 1, max: 65_535 })),
  mtu: fc.option(fc.integer({ min: 576, max: 9_000 })),
  peers: fc.array(
    fc.record({
      name: hostileText,
      publicKey: key,
      presharedKey: fc.option(key),
      endpoint: fc.option(
        fc.record({ address: ipv4.map((start) => `${start}.7`), port: fc.integer({ min: 1, max: 65_535 }) }),
      ),
      allowedIps: fc.array(prefix, { minLength: 1, maxLength: 4 }),
      keepaliveSeconds: fc.option(fc.integer({ min: 1, max: 65_535 })),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  lan: fc.option(fc.constant("192.168.1.0/24")),
  translation: fc.option(fc.constant({ mapped: "10.96.3.0/24", lan: "192.168.1.0/24" })),
});

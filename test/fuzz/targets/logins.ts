import { createHash } from "node:crypto";
import { decodeText } from "#core/codec/byte-text.ts";
import { readDahuaChannels, readDahuaFilter, readDahuaNetwork, readDahuaStates } from "#core/codec/dahua-config.ts";
import { parseHeaderFields } from "#core/codec/header-fields.ts";
import { digestAuthorization, loginChallenges } from "#core/codec/http-digest.ts";
import {
  readIsapiChannels,
  readIsapiDeviceInfo,
  readIsapiEnabled,
  readIsapiInterfaces,
  readIsapiIpFilter,
  readIsapiPorts,
  readIsapiTime,
} from "#core/codec/isapi.ts";
import { readKeyValues } from "#core/codec/key-values.ts";
import { offeredLogins } from "#core/codec/offered-logins.ts";
import {
  readAxisBrand,
  readAxisDeviceInfo,
  readAxisNetwork,
  readAxisTime,
  readAxisTimeServer,
} from "#core/codec/vapix.ts";
import { axisCamera, dahuaRecorder, isapiRecorder } from "../../fakes/fake-device-pages.ts";
import { decoded, must, mustBePort, utf8, type FuzzTarget } from "../target.ts";

/** What a device answers to somebody with a login: how it wants it, and its settings. */

const PASSWORD = "hunter2-hunter2";
const ANY_TIME = new Date(Date.UTC(2026, 0, 13, 19, 25, 37));

const bodies = (pages: ReturnType<typeof isapiRecorder>): Uint8Array[] =>
  Object.values(pages).map(({ body }) => (typeof body === "string" ? utf8(body) : body));

const challenges: FuzzTarget = {
  name: "login-challenges",
  sources: { "core/codec/offered-logins.ts": [], "core/codec/http-digest.ts": [] },
  seeds: () =>
    [
      'WWW-Authenticate: Digest qop="auth,auth-int", realm="IP \\"Camera\\"", nonce="4e7a", opaque="5ccc", stale="TRUE"',
      'WWW-Authenticate: Digest realm="x", nonce="y", algorithm=SHA-256, qop=auth\nWWW-Authenticate: Basic realm="x"',
      'WWW-Authenticate: Basic realm="x", Digest realm="x", nonce="y, algorithm=MD5',
      'WWW-Authenticate: Digest nonce="y", qop="auth-int"\nWWW-Authenticate: Digest realm="x"',
      "WWW-Authenticate: Digest nonce=y, nonce=z, algorithm=SHA-512-256\nWWW-Authenticate: NTLM",
      'WWW-Authenticate: Digest nonce="y", algorithm=""\nServer: x',
    ].map((text) => utf8(text)),
  tokens: [
    "Digest ",
    "Basic ",
    'nonce="',
    "realm=",
    'qop="auth"',
    "stale=true",
    "algorithm=SHA-256",
    ", ",
    '\\"',
    "\\",
    '"',
    "\r\n",
    "=",
  ],
  check(input) {
    const headers = parseHeaderFields(decodeText(input).split(/\r?\n/));
    must(offeredLogins(headers).length <= 8, "offers are counted");
    const found = loginChallenges(headers);
    return found
      .map((challenge) => {
        if (challenge.scheme === "basic") return "basic";
        const login = {
          userName: 'a"d\r\nmin',
          password: PASSWORD,
          method: "GET",
          target: "/",
          clientNonce: "c",
          count: 1,
        };
        const field = digestAuthorization(challenge, login, (algorithm, bytes) =>
          createHash(algorithm === "MD5" ? "md5" : "sha256")
            .update(bytes)
            .digest("hex"),
        );
        // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
        must(!/[\u0000-\u001f]/.test(field), "a login ends no line of the request");
        must(!field.includes(PASSWORD), "a password goes out in a digest");
        return `${challenge.algorithm} ${challenge.qopAuth} ${challenge.stale} ${challenge.opaque !== null}`;
      })
      .join(";");
  },
};

const isapi: FuzzTarget = {
  name: "isapi",
  sources: { "core/codec/isapi.ts": [] },
  seeds: () => [
    ...bodies(isapiRecorder(ANY_TIME)),
    ...[
      "<NetworkInterface><IPAddress><addressingType>dynamic</addressingType></IPAddress></NetworkInterface>",
      "<NetworkInterfaceList><NetworkInterface><IPAddress><addressingType>apipa</addressingType></IPAddress></NetworkInterface><NetworkInterface/></NetworkInterfaceList>",
      "<IPFilter><permissionType>deny</permissionType><IPFilterAddressList><IPFilterAddress><AddressRange><startIPAddress>10.0.0.1</startIPAddress><endIPAddress>10.0.0.9</endIPAddress></AddressRange></IPFilterAddress><IPFilterAddress><AddressMask><ipv6Address>fd00::1</ipv6Address><bitMask>64</bitMask></AddressMask></IPFilterAddress><IPFilterAddress/></IPFilterAddressList></IPFilter>",
      "<IPFilter><permissionType>both</permissionType></IPFilter>",
      "<InputProxyChannelStatusList><InputProxyChannelStatus><id>1</id><sourceInputPortDescriptor><hostName>cam</hostName><online>true</online></sourceInputPortDescriptor></InputProxyChannelStatus><InputProxyChannelStatus><id>x</id></InputProxyChannelStatus></InputProxyChannelStatusList>",
      "<AdminAccessProtocolList><AdminAccessProtocol><portNo>0</portNo></AdminAccessProtocol><AdminAccessProtocol><portNo>8000</portNo></AdminAccessProtocol></AdminAccessProtocolList>",
      "<ResponseStatus><statusCode>4</statusCode></ResponseStatus>",
    ].map((text) => utf8(text)),
  ],
  tokens: [
    "<id>1</id>",
    "<enabled>true</enabled>",
    "<ipAddress>",
    "</ipAddress>",
    "<online>",
    "<portNo>70000</portNo>",
    "<DeviceInfo>",
    "<IPFilterAddress>",
  ],
  check: (input) =>
    [
      decoded(
        input,
        (bytes) => readIsapiDeviceInfo(decodeText(bytes)),
        (info) => `info ${Object.values(info).filter(Boolean).length}`,
      ),
      decoded(
        input,
        (bytes) => readIsapiTime(decodeText(bytes)),
        ({ timeMode }) => `time ${timeMode !== null}`,
      ),
      decoded(
        input,
        (bytes) => readIsapiInterfaces(decodeText(bytes)),
        (cards) => {
          must(cards.length <= 512, "cards are counted");
          return cards
            .map(({ dhcp, dns }) => `${dhcp} ${dns.length}`)
            .slice(0, 3)
            .join();
        },
      ),
      decoded(
        input,
        (bytes) => readIsapiIpFilter(decodeText(bytes)),
        ({ mode, entries, enabled }) => {
          must(
            entries.length <= 512 && entries.every((entry) => entry !== ""),
            "entries are counted, and none is empty",
          );
          return `filter ${mode} ${enabled} ${Math.min(entries.length, 3)}`;
        },
      ),
      decoded(
        input,
        (bytes) => readIsapiChannels(decodeText(bytes)),
        (channels) => {
          must(channels.length <= 512, "channels are counted");
          for (const { number } of channels)
            must(Number.isInteger(number) && number >= 0 && number <= 4_096, "a channel has a number");
          return `channels ${Math.min(channels.length, 3)} ${channels[0]?.online}`;
        },
      ),
      decoded(
        input,
        (bytes) => readIsapiPorts(decodeText(bytes)),
        (ports) => {
          for (const { port } of ports) mustBePort(port);
          return `ports ${Math.min(ports.length, 3)}`;
        },
      ),
      ...(["UPnP", "EZVIZ"] as const).map((name) =>
        decoded(
          input,
          (bytes) => readIsapiEnabled(decodeText(bytes), name),
          (enabled) => `${name} ${enabled}`,
        ),
      ),
    ].join("; "),
};

const keyValues: FuzzTarget = {
  name: "key-values",
  sources: { "core/codec/key-values.ts": [], "core/codec/dahua-config.ts": [] },
  seeds: () => [
    ...bodies(dahuaRecorder(ANY_TIME)),
    ...[
      "Error\r\nBad Request!\r\n",
      "table.AccessFilter.Type=BannedList\ntable.AccessFilter.BannedList[0]=10.0.0.1\ntable.AccessFilter.Enable=1",
      "table.AccessFilter.Type=Other\ntable.AccessFilter.Enable=0\ntable.AccessFilter.Enable=1",
      "table.Network.DefaultInterface=eth1\ntable.Network.eth0.IPAddress=\ntable.Network.eth1.IPAddress=10.0.0.1\ntable.Network.eth1.DnsServers[0]=",
      "states[0].channel=3\nstates[0].ConnectionState=Disconnected\nstates[1].channel=x\nstates[2].channel=1",
      "table.RemoteDevice.System_CONFIG_NETCAMERA_INFO_5.Enable=true\ntable.RemoteDevice.System_CONFIG_NETCAMERA_INFO_5.Name=x",
    ].map((text) => utf8(text)),
  ],
  tokens: [
    "table.",
    "table.Network.eth0.IPAddress=",
    "[0]",
    "=",
    "\r\n",
    "true",
    "yes",
    "no",
    "states[0].channel=",
    "__proto__=",
  ],
  check: (input) =>
    decoded(
      input,
      (bytes) => readKeyValues(decodeText(bytes)),
      (values) => {
        must(values.size <= 40_000, "keys are counted");
        const cards = readDahuaNetwork(values);
        const { mode, entries, enabled } = readDahuaFilter(values);
        const channels = readDahuaChannels(values);
        const states = readDahuaStates(values);
        must(entries.length <= 256, "entries are counted");
        for (const { number } of channels) must(number >= 1 && number <= 4_096, "a channel has a number");
        must(
          !fromPassword(values) || !JSON.stringify([cards, channels]).includes(SECRET),
          "no camera's password is read",
        );
        return `${cards.length > 0} ${mode} ${enabled} ${Math.min(entries.length, 2)} ${Math.min(channels.length, 2)} ${states.size > 0} ${cards[0]?.dhcp}`;
      },
    ),
};

const SECRET = "camera-secret";

/** Whether the word stands where a camera's password does, and nowhere else. */
const fromPassword = (values: ReadonlyMap<string, string>): boolean =>
  [...values].filter(([, value]) => value.includes(SECRET)).every(([key]) => key.endsWith(".Password"));

const vapix: FuzzTarget = {
  name: "vapix",
  sources: { "core/codec/vapix.ts": [] },
  seeds: () => [
    ...bodies(axisCamera(ANY_TIME)),
    ...[
      '{"data":{}}',
      '{"data":{"propertyList":{"ProdNbr":"M1"}}}',
      '{"error":{"code":2002}}',
      "Brand.Brand=AXIS\nroot.Brand.ProdNbr=M1065-LW\nroot.Properties.Firmware.Version=8.20.1\nroot.Properties.System.SerialNumber=ACCC12345678",
      "root.Network.BootProto=dhcp\nroot.Network.Resolver.NameServerList=192.168.1.1 8.8.8.8\nroot.Network.IPAddress=10.0.0.5\nroot.Network.Filter.Enabled=no\nroot.Network.Filter.Input.Policy=deny\nNetwork.UPnP.NATTraversal.Enabled=yes",
      "root.Time.SyncSource=\nroot.Network.BootProto=x",
    ].map((text) => utf8(text)),
  ],
  tokens: ["root.Network.", "=yes", "=no", '"data":', '"propertyList":', "{}", "null", "[]", "\n"],
  check: (input) =>
    [
      decoded(
        input,
        (bytes) => readAxisDeviceInfo(decodeText(bytes)),
        (info) => `${Object.values(info).filter(Boolean).length}`,
      ),
      decoded(
        input,
        (bytes) => readAxisTime(decodeText(bytes)),
        (time) => `time ${time !== null}`,
      ),
      decoded(
        input,
        (bytes) => readKeyValues(decodeText(bytes)),
        (values) => {
          const { filter, dhcp, dns, natTraversal } = readAxisNetwork(values);
          must(dns.length <= 8 && (filter?.entries.length ?? 0) <= 256, "lists are counted");
          const brand = readAxisBrand(values);
          return `${filter?.mode} ${filter?.enabled} ${dhcp} ${dns.length} ${natTraversal} ${readAxisTimeServer(values)} ${brand.brand !== null}`;
        },
      ),
    ].join("; "),
};

export const LOGIN_TARGETS: readonly FuzzTarget[] = [challenges, isapi, keyValues, vapix];

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { page, rtsp, silent, unauthorized, web } from "./answers/http.ts";
import { mdns } from "./answers/mdns.ts";
import {
  clock,
  deviceInformation,
  hello,
  notAuthorized,
  operation,
  probeMatch,
  scopesOf,
  serviceAt,
  type OnvifDescription,
} from "./answers/onvif.ts";
import { ssdp, upnpPage } from "./answers/ssdp.ts";
import { cardIn, type SiteDevice } from "./model.ts";

/** Cameras and recorders that are found by ONVIF, UPnP, multicast DNS or their pages. */

const vectors = join(import.meta.dirname, "../../vectors");

/** What a real device's WS-Discovery answer said, with our address in place of its own. */
function capturedDiscovery(file: string, address: string, port = 80): OnvifDescription {
  const told = JSON.parse(readFileSync(join(vectors, `onvif-discovery/${file}.json`), "utf8")) as {
    readonly endpointReference: string;
    readonly scopes: readonly string[];
  };
  return {
    uuid: told.endpointReference.replace(/^.*uuid:/, ""),
    scopes: told.scopes,
    xaddrs: [serviceAt(address, port)],
  };
}

const capturedSoap = (name: string): string => readFileSync(join(vectors, `onvif-soap/${name}.xml`), "utf8");

const all = ["brand", "role", "model"] as const;

export const cameraDevices: readonly SiteDevice[] = [
  {
    name: "axis-dome",
    brand: "Axis",
    role: "camera",
    model: "P3818-PVE",
    serialNumber: null,
    cards: [cardIn("lan", 131, "b8:a4:4f:20:01:31")],
    carries: all,
    ipv6: true,
    udp: [probeMatch(capturedDiscovery("fields-03", "192.168.1.131"))],
    tcp: [
      {
        kind: "http",
        port: 80,
        pages: [
          clock(),
          notAuthorized,
          page(unauthorized('Digest realm="AXIS_B8A44F200131", nonce="a", algorithm=MD5')),
        ],
      },
      rtsp(554, "GStreamer RTSP server", 'Digest realm="AXIS_B8A44F200131", nonce="0"'),
    ],
  },
  {
    name: "axis-link-local",
    findings: ["no-dhcp-address"],
    brand: "Axis",
    role: "camera",
    model: "M1065-LW",
    serialNumber: "ACCC8E200132",
    cards: [{ segment: "lan", address: "169.254.31.7/16", mac: "ac:cc:8e:20:01:32", gateway: null }],
    carries: all,
    udp: mdns({
      service: "_axis-video._tcp",
      instance: "AXIS M1065-LW - ACCC8E200132",
      hostName: "axis-accc8e200132",
      address: "169.254.31.7",
      port: 80,
      text: { macaddress: "ACCC8E200132" },
    }),
    tcp: [],
  },
  {
    name: "axis-factory",
    findings: ["wrong-subnet", "factory-address"],
    brand: "Axis",
    role: "camera",
    model: "Q3819-PVE",
    serialNumber: null,
    cards: [{ segment: "lan", address: "192.168.0.90/24", mac: "ac:cc:8e:20:01:33", gateway: "192.168.0.1" }],
    carries: all,
    udp: [hello(capturedDiscovery("fields-07", "192.168.0.90"))],
    tcp: [],
  },
  {
    name: "bosch-dome",
    brand: "Bosch",
    role: "camera",
    model: "FLEXIDOME IP starlight 8000i",
    serialNumber: null,
    cards: [cardIn("lan", 133, "00:07:5f:20:01:33")],
    carries: ["brand", "role"],
    udp: [probeMatch(capturedDiscovery("fields-05", "192.168.1.133"))],
    tcp: [
      {
        kind: "http",
        port: 80,
        // The clock of the capture stands still since then.
        pages: [operation("GetSystemDateAndTime", capturedSoap("bosch-8000i-getsystemdateandtime")), notAuthorized],
      },
      rtsp(554, null, 'Digest realm="please log in with a valid username", nonce="00"'),
    ],
    findings: ["clock-far-off"],
  },
  {
    name: "reolink-camera",
    brand: "Reolink",
    role: "camera",
    model: "E1 Zoom",
    serialNumber: null,
    cards: [cardIn("lan", 134, "ec:71:db:20:01:34")],
    carries: ["brand", "role"],
    udp: [probeMatch(capturedDiscovery("fields-01", "192.168.1.134", 8_000))],
    tcp: [
      {
        kind: "http",
        port: 8_000,
        pages: [operation("GetSystemDateAndTime", capturedSoap("reolink-e1-getsystemdateandtime")), notAuthorized],
      },
      ...silent(9_000),
      rtsp(554, null, 'Digest realm="BC Streaming Media", nonce="8b"'),
    ],
    findings: ["clock-far-off"],
  },
  {
    name: "reolink-trackmix",
    brand: "Reolink",
    role: "camera",
    model: "Reolink TrackMix WiFi",
    serialNumber: "1921682236",
    cards: [cardIn("lan", 135, "ec:71:db:20:01:35")],
    carries: [...all, "serialNumber"],
    // Tells its model only to whom it is asked by.
    udp: [
      probeMatch({
        uuid: "15020314-0204-0408-1500-ec71db200135",
        scopes: ["onvif://www.onvif.org/type/Network_Video_Transmitter", "onvif://www.onvif.org/name/IPC"],
        xaddrs: [serviceAt("192.168.1.135", 8_000)],
      }),
    ],
    tcp: [
      {
        kind: "http",
        port: 8_000,
        pages: [
          clock(),
          operation("GetDeviceInformation", capturedSoap("reolink-trackmix-getdeviceinformation")),
          notAuthorized,
        ],
      },
      ...silent(9_000),
    ],
  },
  {
    name: "uniview-camera",
    findings: ["factory-address"],
    brand: "Uniview",
    role: "camera",
    model: "IPC2122LB-ADF28KM-G",
    serialNumber: "210235C4Y1A209000123",
    cards: [cardIn("lan", 13, "48:ea:63:20:00:13")],
    carries: [...all, "serialNumber"],
    udp: [
      probeMatch({
        uuid: "00010010-0001-1020-8000-48ea63200013",
        scopes: scopesOf("Uniview", "IPC2122LB-ADF28KM-G"),
        xaddrs: [serviceAt("192.168.1.13")],
      }),
    ],
    tcp: [
      {
        kind: "http",
        port: 80,
        pages: [
          clock(),
          deviceInformation({
            manufacturer: "Uniview",
            model: "IPC2122LB-ADF28KM-G",
            firmware: "IPC_D1211-B0003P62D2110",
            serialNumber: "210235C4Y1A209000123",
          }),
          notAuthorized,
        ],
      },
      ...silent(7_100),
    ],
  },
  {
    name: "mobotix-camera",
    brand: "Mobotix",
    role: "camera",
    model: null,
    serialNumber: null,
    cards: [cardIn("lan", 136, "00:03:c5:20:01:36")],
    carries: ["brand", "role"],
    udp: [],
    tcp: [web(80, { title: "Redirect to userimage: /control/userimage.html" })],
  },
  {
    name: "nuuo-recorder",
    brand: "Nuuo",
    role: "recorder",
    model: null,
    serialNumber: null,
    cards: [cardIn("lan", 137, "90:e6:ba:10:01:37")],
    carries: ["role"],
    udp: [],
    tcp: [web(80, { title: "Network Video Recorder Login" })],
  },
  {
    name: "upnp-camera",
    brand: "TP-Link",
    role: "camera",
    model: "NC450",
    serialNumber: null,
    cards: [cardIn("lan", 138, "50:c7:bf:20:01:38")],
    carries: ["brand", "role", "model"],
    udp: [ssdp(upnpCamera())],
    tcp: [{ kind: "http", port: 49_152, pages: [upnpPage(upnpCamera())] }],
  },
];

function upnpCamera() {
  return {
    uuid: "0b2e1a40-7c1d-4f4e-9d0a-50c7bf200138",
    address: "192.168.1.138",
    port: 49_152,
    server: "Linux/2.6.31, UPnP/1.0, Portable SDK for UPnP devices/1.6.18",
    deviceType: "urn:schemas-upnp-org:device:DigitalSecurityCamera:1",
    friendlyName: "NC450",
    manufacturer: "TP-LINK",
    modelName: "NC450",
  };
}

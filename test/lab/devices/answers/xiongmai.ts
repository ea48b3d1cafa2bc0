import type { UdpAnswer } from "../model.ts";
import { addressBytes, packet, uint16, uint32 } from "./binary.ts";

/** Xiongmai's Sofia protocol: a 20-byte header with the message's number, then JSON with addresses as little-endian hex. */

const PORT = 34_569;
const EVERYBODY = "255.255.255.255";
const ANSWER = 1_531;

export interface SofiaDescription {
  readonly hostName: string;
  readonly mac: string | null;
  readonly serialNumber: string | null;
  readonly address: string;
  readonly gateway: string;
  readonly firmware: string;
  readonly deviceType: number;
  readonly channels?: number;
}

const hexAddress = (address: string): string =>
  `0x${addressBytes(address).readUInt32LE().toString(16).padStart(8, "0").toUpperCase()}`;

/** Devices answer to everybody, so that also those of another subnet are heard. */
export function sofia(device: SofiaDescription): UdpAnswer {
  const json = JSON.stringify({
    Name: "NetWork.NetCommon",
    "NetWork.NetCommon": {
      BuildDate: "2022-03-04 10:47:30",
      ...(device.channels === undefined ? {} : { ChannelNum: device.channels }),
      DeviceType: device.deviceType,
      GateWay: hexAddress(device.gateway),
      HostIP: hexAddress(device.address),
      HostName: device.hostName,
      HttpPort: 80,
      ...(device.mac === null ? {} : { MAC: device.mac }),
      MonMode: "TCP",
      ...(device.serialNumber === null ? {} : { SN: device.serialNumber }),
      SSLPort: 8_443,
      Submask: hexAddress("255.255.255.0"),
      TCPMaxConn: 10,
      TCPPort: 34_567,
      UDPPort: 34_568,
      UseHSDownLoad: false,
      Version: device.firmware,
    },
    Ret: 100,
    SessionID: "0x00000000",
  });
  const body = Buffer.from(`${json}\n\0`);
  const header = packet(
    20,
    [0, Buffer.from([0xff, 1])],
    [14, uint16(ANSWER, "little")],
    [16, uint32(body.length, "little")],
  );
  return {
    port: PORT,
    groups: [],
    question: { starts: "ff00000000000000000000000000fa05" },
    bytes: Buffer.concat([header, body]).toString("base64"),
    to: { address: EVERYBODY, port: PORT },
  };
}

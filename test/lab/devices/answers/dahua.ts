import { base64, type UdpAnswer } from "../model.ts";
import { addressBytes, field, hex, packet, uint16, uint32 } from "./binary.ts";

/** Dahua's two discovery protocols: JSON behind a 32-byte header on 37810, and the older binary one on 5050. */

const PORT = 37_810;
const GROUP = "239.255.255.251";
const OLD_PORT = 5_050;
const SDK_PORT = 37_777;

export interface DhipDescription {
  readonly deviceClass: string;
  readonly deviceType: string;
  readonly serialNumber: string;
  readonly mac: string;
  readonly address: string;
  readonly gateway: string;
  readonly firmware: string;
  /** Low bits: 1 = not initialised, 2 = initialised. */
  readonly init: number;
  readonly vendor?: string;
  readonly videoInputs?: number;
  readonly remoteVideoInputs?: number;
  readonly alarmInputs?: number;
  readonly httpPort?: number;
}

function dhipPacket(device: DhipDescription): Buffer {
  const json = JSON.stringify({
    mac: device.mac,
    method: "client.notifyDevInfo",
    params: {
      deviceInfo: {
        AlarmInputChannels: device.alarmInputs ?? 0,
        AlarmOutputChannels: 0,
        DeviceClass: device.deviceClass,
        DeviceID: "",
        DeviceType: device.deviceType,
        Find: "BC",
        FindVersion: 1,
        HttpPort: device.httpPort ?? 80,
        IPv4Address: {
          DefaultGateway: device.gateway,
          DhcpEnable: false,
          IPAddress: device.address,
          SubnetMask: "255.255.255.0",
        },
        Init: device.init,
        MachineName: device.serialNumber,
        Manufacturer: device.vendor ?? "Dahua",
        Port: SDK_PORT,
        RemoteVideoInputChannels: device.remoteVideoInputs ?? 0,
        SerialNo: device.serialNumber,
        UnLoginFuncMask: 1,
        Vendor: device.vendor ?? "Dahua",
        Version: device.firmware,
        VideoInputChannels: device.videoInputs ?? 1,
        VideoOutputChannels: 0,
      },
    },
  });
  const body = Buffer.from(`${json}\n\0`);
  const header = packet(
    32,
    [0, uint32(32, "little")],
    [4, "DHIP"],
    [16, uint32(body.length, "little")],
    [24, uint32(body.length, "little")],
  );
  return Buffer.concat([header, body]);
}

/** Some firmware answers the asker, some everybody; only the latter is seen from another subnet. */
export function dhip(device: DhipDescription, way: "unicast" | "multicast" = "unicast"): UdpAnswer {
  return {
    port: PORT,
    groups: [GROUP],
    question: { has: "DHDiscover.search" },
    bytes: dhipPacket(device).toString("base64"),
    to: way === "unicast" ? "asker" : { address: GROUP, port: PORT },
  };
}

export interface OldDahuaDescription {
  readonly deviceType: string;
  readonly serialNumber: string;
  readonly mac: string;
  readonly address: string;
  readonly gateway: string;
}

/** Three sections: 120 bytes with a name of 16, then the MAC and the name as text, then lines of names and values. */
export function oldDahua(device: OldDahuaDescription): UdpAnswer {
  const second = device.mac + device.deviceType;
  const third = `Name:Dahua\r\nDevice:${device.deviceType}\r\n\r\nSerialNo:${device.serialNumber}\r\n\r\n`;
  const first = packet(
    120,
    [0, hex("b300")],
    [2, Buffer.from([second.length])],
    [4, uint32(0x58, "little")],
    [16, uint32(2, "little")],
    [20, uint16(third.length, "little")],
    [40, field(device.deviceType, 16)],
    [56, addressBytes(device.address)],
    [60, addressBytes("255.255.255.0")],
    [64, addressBytes(device.gateway)],
    [94, uint16(80, "little")],
    [96, uint16(443, "little")],
    [98, uint16(SDK_PORT, "little")],
  );
  return {
    port: OLD_PORT,
    groups: [],
    question: { starts: "a301" },
    bytes: base64(first.toString("latin1") + second + third, "latin1"),
    to: "asker",
  };
}

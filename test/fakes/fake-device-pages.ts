import type { Page } from "./fake-device.ts";

/** What devices of three makers answer to a login, written from their documented forms. */

export const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
export const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

const HIK = 'version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"';
const xml = (body: string): Page => ({ body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` });

/** `2026-01-13T19:25:37` as the clocks of laptop and device show it. */
export function shownTime(at: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${date}T${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":")}`;
}

export const deviceInfo = (type = "NVR", model = "DS-7608NI-K2"): Page =>
  xml(
    `<DeviceInfo ${HIK}><deviceName>Lager Nord</deviceName><deviceID>48443030</deviceID><model>${model}</model>` +
      `<serialNumber>${model}0820200101CCRRD59213412WCVU</serialNumber><macAddress>44:19:b6:10:00:70</macAddress>` +
      `<firmwareVersion>V4.30.085</firmwareVersion><firmwareReleasedDate>build 200916</firmwareReleasedDate>` +
      `<deviceType>${type}</deviceType></DeviceInfo>`,
  );

/** A recorder with two cameras, of which the second is there. */
export const isapiRecorder = (at: Date): Record<string, Page> => ({
  "/ISAPI/System/deviceInfo": deviceInfo(),
  "/ISAPI/System/time": xml(
    `<Time ${HIK}><timeMode>NTP</timeMode><localTime>${shownTime(at)}+08:00</localTime><timeZone>CST-8:00:00</timeZone></Time>`,
  ),
  "/ISAPI/System/Network/interfaces": xml(
    `<NetworkInterfaceList ${HIK}><NetworkInterface><id>1</id><IPAddress><ipVersion>dual</ipVersion>` +
      `<addressingType>static</addressingType><ipAddress>127.0.0.1</ipAddress><subnetMask>255.255.255.0</subnetMask>` +
      `<DefaultGateway><ipAddress>0.0.0.0</ipAddress></DefaultGateway><PrimaryDNS><ipAddress>192.168.1.1</ipAddress>` +
      `</PrimaryDNS><SecondaryDNS><ipAddress>0.0.0.0</ipAddress></SecondaryDNS></IPAddress>` +
      `<Link><MACAddress>44:19:b6:10:00:70</MACAddress></Link></NetworkInterface></NetworkInterfaceList>`,
  ),
  "/ISAPI/System/Network/ipFilter": xml(
    `<IPFilter ${HIK}><enabled>true</enabled><permissionType>allow</permissionType><IPFilterAddressList size="32">` +
      `<IPFilterAddress><id>1</id><permissionType>allow</permissionType><addressFilterType>mask</addressFilterType>` +
      `<AddressMask><ipAddress>192.168.1.20</ipAddress></AddressMask></IPFilterAddress></IPFilterAddressList></IPFilter>`,
  ),
  "/ISAPI/Security/adminAccesses": xml(
    `<AdminAccessProtocolList ${HIK}><AdminAccessProtocol><id>1</id><enabled>true</enabled><protocol>HTTP</protocol>` +
      `<portNo>80</portNo></AdminAccessProtocol><AdminAccessProtocol><id>2</id><protocol>RTSP</protocol><portNo>554</portNo>` +
      `</AdminAccessProtocol><AdminAccessProtocol><id>3</id><enabled>false</enabled><protocol>HTTPS</protocol>` +
      `<portNo>443</portNo></AdminAccessProtocol></AdminAccessProtocolList>`,
  ),
  "/ISAPI/System/Network/UPnP": xml(`<UPnP ${HIK}><enabled>true</enabled><name>UPNP</name></UPnP>`),
  "/ISAPI/System/Network/EZVIZ": xml(
    `<EZVIZ ${HIK}><enabled>false</enabled><verificationCode>ABCDEF</verificationCode></EZVIZ>`,
  ),
  "/ISAPI/ContentMgmt/InputProxy/channels": xml(
    `<InputProxyChannelList ${HIK}>${[1, 2]
      .map(
        (id) =>
          `<InputProxyChannel><id>${id}</id><name>Kamera ${id}</name><sourceInputPortDescriptor>` +
          `<ipAddress>192.168.254.${id + 1}</ipAddress><userName>admin</userName></sourceInputPortDescriptor></InputProxyChannel>`,
      )
      .join("")}</InputProxyChannelList>`,
  ),
  "/ISAPI/ContentMgmt/InputProxy/channels/status": xml(
    `<InputProxyChannelStatusList ${HIK}><InputProxyChannelStatus><id>1</id><online>false</online></InputProxyChannelStatus>` +
      `<InputProxyChannelStatus><id>2</id><online>true</online></InputProxyChannelStatus></InputProxyChannelStatusList>`,
  ),
  "/ISAPI/Streaming/channels/201/picture": { type: "image/jpeg", body: JPEG },
});

const text = (...lines: readonly string[]): Page => ({ type: "text/plain", body: `${lines.join("\r\n")}\r\n` });
const dahuaConfig = (name: string): string => `/cgi-bin/configManager.cgi?action=getConfig&name=${name}`;
const NETCAMERA = "table.RemoteDevice.uuid:System_CONFIG_NETCAMERA_INFO_";

export const dahuaRecorder = (at: Date): Record<string, Page> => ({
  "/cgi-bin/magicBox.cgi?action=getSystemInfo": text(
    "deviceType=31",
    "processor=ST7108",
    "serialNumber=4C0048DPAJ8F3C9",
    "updateSerial=DHI-NVR4216-16P-4KS2",
  ),
  "/cgi-bin/magicBox.cgi?action=getSoftwareVersion": text("version=4.001.0000000.2.R,build:2023-05-18"),
  "/cgi-bin/magicBox.cgi?action=getMachineName": text("name=Halle 3"),
  "/cgi-bin/global.cgi?action=getCurrentTime": text(`result=${shownTime(at).replace("T", " ")}`),
  [dahuaConfig("Network")]: text(
    "table.Network.DefaultInterface=eth0",
    "table.Network.Hostname=NVR",
    "table.Network.eth0.DefaultGateway=192.168.1.1",
    "table.Network.eth0.DhcpEnable=true",
    "table.Network.eth0.DnsServers[0]=8.8.8.8",
    "table.Network.eth0.DnsServers[1]=0.0.0.0",
    "table.Network.eth0.IPAddress=127.0.0.1",
    "table.Network.eth0.PhysicalAddress=90:02:a9:11:22:33",
    "table.Network.eth0.SubnetMask=255.255.255.0",
  ),
  [dahuaConfig("NTP")]: text("table.NTP.Enable=false", "table.NTP.Address=pool.ntp.org"),
  [dahuaConfig("AccessFilter")]: text(
    "table.AccessFilter.Enable=false",
    "table.AccessFilter.Type=TrustList",
    "table.AccessFilter.TrustList[0]=192.168.1.20",
  ),
  [dahuaConfig("UPnP")]: text("table.UPnP.Enable=false"),
  [dahuaConfig("T2UServer")]: text("table.T2UServer.Enable=true"),
  [dahuaConfig("RemoteDevice")]: text(
    `${NETCAMERA}0.Address=192.168.1.13`,
    `${NETCAMERA}0.Enable=true`,
    `${NETCAMERA}0.Password=camera-secret`,
    `${NETCAMERA}0.VideoInputs[0].Name=Tor`,
    `${NETCAMERA}1.Address=192.168.0.0`,
    `${NETCAMERA}1.Enable=false`,
  ),
  "/cgi-bin/LogicDeviceManager.cgi?action=getCameraState&uniqueChannels[0]=-1": text(
    "states[0].channel=0",
    "states[0].connectionState=Connected",
  ),
  "/cgi-bin/snapshot.cgi?channel=1": { type: "image/jpeg", body: JPEG },
});

export const axisCamera = (at: Date): Record<string, Page> => ({
  "/axis-cgi/basicdeviceinfo.cgi": {
    type: "application/json",
    body: JSON.stringify({
      apiVersion: "1.0",
      data: {
        propertyList: {
          Brand: "AXIS",
          ProdShortName: "AXIS M3067-P",
          ProdNbr: "M3067-P",
          SerialNumber: "ACCC8E7EA36D",
          Version: "10.12.91",
        },
      },
    }),
  },
  "/axis-cgi/time.cgi": {
    type: "application/json",
    body: JSON.stringify({ apiVersion: "1.0", data: { dateTime: `${at.toISOString().slice(0, 19)}Z` } }),
  },
  "/axis-cgi/param.cgi?action=list&group=Time": text("root.Time.SyncSource=NTP", "root.Time.POSIXTimeZone=CET-1"),
  "/axis-cgi/param.cgi?action=list&group=Network": text(
    "root.Network.BootProto=none",
    "root.Network.HostName=einfahrt",
    "root.Network.DNSServer1=0.0.0.0",
    "root.Network.eth0.IPAddress=127.0.0.1",
    "root.Network.eth0.MACAddress=AC:CC:8E:7E:A3:6D",
    "root.Network.eth0.SubnetMask=255.255.255.0",
    "root.Network.Routing.DefaultRouter=10.0.0.1",
    "root.Network.Filter.Enabled=yes",
    "root.Network.Filter.Input.Policy=allow",
    "root.Network.Filter.Input.AcceptAddresses=192.168.1.0/24 81.2.69.142",
    "root.Network.UPnP.NATTraversal.Enabled=no",
  ),
  "/axis-cgi/jpg/image.cgi": { type: "image/jpeg", body: JPEG },
});

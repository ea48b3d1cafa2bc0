import { expect, test } from "vitest";
import { openablePages, shownLinks, streamLinks } from "../../../renderer/features/devices/device-links.ts";
import { fakeDevice } from "./fake-device.ts";

const opens = (url: string, address = "192.168.1.64"): boolean =>
  openablePages(fakeDevice("a", { links: [{ kind: "web", url }] }, address)).length === 1;

test.each(["http://192.168.1.64/", "https://192.168.1.64:8443/x?y", "http://192.168.1.64:81/doc/page/login.asp"])(
  "%s is the device's own page",
  (url) => {
    expect(opens(url)).toBe(true);
  },
);

test("so is one on its IPv6 address", () => {
  expect(opens("http://[fd00::64]/", "fd00::64")).toBe(true);
});

test.each([
  "javascript:alert(1)",
  "http://192.168.1.65/",
  "http://example.com/",
  "http://admin:admin@192.168.1.64/",
  "http://192.168.1.64@example.com/",
  "http://192.168.1.64.example.com/",
  "file:///etc/passwd",
  "data:text/html,x",
  "rtsp://192.168.1.64/",
  "not a url",
])("%s is not opened", (url) => {
  expect(opens(url)).toBe(false);
});

test("links stand by kind, each once, the streams with a path only", () => {
  const device = fakeDevice("a", {
    links: [
      { kind: "onvif", url: "http://192.168.1.70/onvif/device_service" },
      { kind: "rtsp", url: "rtsp://192.168.1.70:554/" },
      { kind: "onvif", url: "http://192.168.1.70:80/onvif/device_service" },
      { kind: "web", url: "http://192.168.1.70/" },
      { kind: "rtsp", url: "rtsp://192.168.1.70:554/Streaming/Channels/101" },
      { kind: "rtsp", url: "rtsp://10.0.0.7:554/" },
    ],
  });
  expect(shownLinks(device).map(({ url }) => url)).toEqual([
    "http://192.168.1.70/",
    "rtsp://192.168.1.70:554/Streaming/Channels/101",
    "rtsp://10.0.0.7:554/",
    "http://192.168.1.70/onvif/device_service",
  ]);
  expect(streamLinks(device)[0]?.url).toBe("rtsp://192.168.1.70:554/Streaming/Channels/101");
});

import { builtBy } from "./brands.ts";

/** Where makers document the picture of the first camera: its main stream and a still. Without a login in the address. */
type Paths = {
  readonly stream?: string;
  readonly snapshot?: string;
};

const PATHS: Readonly<Record<string, Paths>> = {
  "2N": { stream: "/h264_stream" },
  ACTi: { stream: "/stream1", snapshot: "/cgi-bin/encoder?SNAPSHOT" },
  Akuvox: { stream: "/live/ch00_0" },
  AVTECH: { stream: "/live/h264", snapshot: "/cgi-bin/guest/Video.cgi?media=JPEG" },
  "Arecont Vision": { stream: "/h264.sdp", snapshot: "/image?res=half" },
  Avigilon: { stream: "/defaultPrimary?streamType=u" },
  Axis: { stream: "/axis-media/media.amp", snapshot: "/axis-cgi/jpg/image.cgi" },
  Bosch: { stream: "/?inst=1", snapshot: "/snap.jpg" },
  "D-Link": { stream: "/live1.sdp", snapshot: "/image/jpeg.cgi" },
  Dahua: { stream: "/cam/realmonitor?channel=1&subtype=0", snapshot: "/cgi-bin/snapshot.cgi?channel=1" },
  Foscam: { stream: "/videoMain" },
  GeoVision: { stream: "/CH001.sdp" },
  Grandstream: { stream: "/0", snapshot: "/snapshot/view0.jpg" },
  "Hanwha Vision": { stream: "/profile1/media.smp", snapshot: "/stw-cgi/video.cgi?msubmenu=snapshot&action=view" },
  Hikvision: { stream: "/Streaming/Channels/101", snapshot: "/ISAPI/Streaming/channels/101/picture" },
  Hipcam: { stream: "/11" },
  Milesight: { stream: "/main" },
  Mobotix: { stream: "/mobotix.h264", snapshot: "/record/current.jpg" },
  Panasonic: { stream: "/MediaInput/h264/stream_1", snapshot: "/cgi-bin/camera" },
  Pelco: { stream: "/stream1" },
  Reolink: { stream: "/h264Preview_01_main" },
  Sony: { stream: "/media/video1", snapshot: "/oneshotimage.jpg" },
  Tiandy: { stream: "/1/1" },
  "TP-Link": { stream: "/stream1" },
  TRENDnet: { snapshot: "/image/jpeg.cgi" },
  TVT: { stream: "/profile1" },
  Ubiquiti: { stream: "/s0", snapshot: "/snap.jpeg" },
  Uniview: { stream: "/media/video1" },
  VIVOTEK: { stream: "/live.sdp", snapshot: "/cgi-bin/viewer/video.jpg" },
  "i-PRO": { stream: "/MediaInput/h264/stream_1", snapshot: "/cgi-bin/camera" },
  // Xiongmai's addresses hold the password: trying one would be trying a login.
  Xiongmai: { snapshot: "/webcapture.jpg?command=snap&channel=1" },
};

const pathsOf = (brand: string): Paths => {
  const known = Object.hasOwn(PATHS, brand) ? brand : builtBy(brand);
  return (Object.hasOwn(PATHS, known) ? PATHS[known] : undefined) ?? {};
};

/** Path and query of the main stream of the first camera; undefined where the maker documents none. */
export function mainStreamPath(brand: string): string | undefined {
  return pathsOf(brand).stream;
}

/** Path and query of a still of the first camera; undefined where the maker documents none. */
export function snapshotPath(brand: string): string | undefined {
  return pathsOf(brand).snapshot;
}

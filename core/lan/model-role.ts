import { brandOf, builtBy } from "./brands.ts";
import type { DeviceRole } from "./sighting.ts";

/** What a device is by its model number: makers number cameras, recorders and door stations in schemes of their own. */

type Scheme = readonly (readonly [model: RegExp, role: DeviceRole])[];

/** The first that matches counts. From the makers' catalogues; a series that is not here says nothing. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  Hikvision: [
    [/^(?:HWI|HWT|HWP|PTZ|IPC|THC)-/, "camera"],
    [/^(?:HWN|HWD|NVR|DVR|[IA]?N\d{2}[A-Z])-?/, "recorder"],
    [/^CS-(?:X\d|N\d)/, "recorder"],
    [/^CS-(?:DB|HP)/, "door-station"],
    [/^CS-|^(?:C|I|BC|CZ|NC)\d{3}|^SF-IP/, "camera"],
    [/^SF-(?:X?NVR|XVR|HTVR)/, "recorder"],
    [/^I?DS-(?:2|TC|I\d|IPC)/, "camera"],
    // Encoders give streams of analogue cameras; the rest of the 6 series are decoders and video walls.
    [/^DS-67/, "camera"],
    [/^I?DS-(?:[789]|N\d|H\d|A\d|AT|M\d|MP\d|E\d|AE)/, "recorder"],
    [/^DS-K[1-7]/, "controller"],
    [/^DS-K[A-Z]/, "door-station"],
    [/^DS-P(?:[WHERMAK]|S-?W)/, "panel"],
    [/^DS-3WR/, "router"],
    [/^DS-(?:3|6|D|C\d)/, "other"],
  ],
  Dahua: [
    [/^(?:DHI?-)?(?:IPC|SD\d|PTZ|TPC|HAC|ITC|PSD|NKB|IPD|DB-?IPC|KX-C|EI?PC|BCS-(?:T?IP|L-?[TEBDS]IP|P-))/, "camera"],
    [/^(?:DHI?-)?(?:NVR|XVR|DVR|H?D?CVR|HDVR|MXVR|MNVR|EVS|IVSS|ESS|DSS|BCS-(?:L-)?[NX]VR)/, "recorder"],
    [/^(?:DHI?-)?(?:VT[OHASX]|DB\d|AD\d)/, "door-station"],
    [/^(?:DHI?-)?(?:ASI|ASC|ASR|ASA|ASL)/, "controller"],
    [/^(?:DHI?-)?(?:ARC|ARK|ARM)/, "panel"],
    [/^(?:DHI?-)?(?:NVD|PFS|PFL|LS|DHL)/, "other"],
    // Labels: Amcrest, Lorex.
    [/^(?:IP\d+C?M|IPM|ASH|W4|B4|E4|E8|E9|LNB|LNE|LNZ|F4|U4)/, "camera"],
    [/^(?:AMDV|NV\d|NR\d|N[4-9]\d|D[4-9]\d|LNR|LHV|LHA|L?DV\d)/, "recorder"],
  ],
  Axis: [
    [/PRINT|OFFICEBASIC|^5[46]\d{1,2}\b|^5[4-9]00\b/, "other"],
    [/DOOR CONTROLLER|^A(?:1|4|9)\d{3}/, "controller"],
    [/^A8\d{3}|^I\d{4}|DOOR STATION|INTERCOM/, "door-station"],
    [/^S\d{4}|RECORDER|CAMERA STATION/, "recorder"],
    [/AUDIO|SPEAKER|^C\d{4}|^P82|^T\d|DECODER|^P7701|^D[134]\d{3}|^W\d/, "other"],
    [/^(?:FA|[MPQFVX])\d{2,4}|^2\d{2,3}|^24\d|CAMERA|VIDEO (?:SERVER|ENCODER|MODULE)|^D2\d{3}|COMPANION/, "camera"],
  ],
  "Hanwha Vision": [
    [/^(?:[XQPSALWT]RN|[HS]RX|[HS]RD|SNVR|WAVE)-/, "recorder"],
    [/^TID-/, "door-station"],
    [/^SPD-/, "other"],
    [/^(?:[XQPSTLAK]N[A-Z]|S[CP][DOVPFBZE]|I[PN]|TNM)-/, "camera"],
  ],
  Uniview: [
    [/^(?:IPC|TIC|HC|HIC|SC-|UNVC|EZIP)/, "camera"],
    [/^(?:NVR|XVR|DVR|VMS|ISC|DE\d)/, "recorder"],
    [/^(?:OET|ET-|EG\d)/, "controller"],
    [/^(?:VS|EV)-?/, "door-station"],
  ],
  Reolink: [
    [/DOORBELL/, "door-station"],
    [/^(?:REOLINK )?(?:RLN|NVS|HOME HUB|NVR)/, "recorder"],
    [/^(?:REOLINK )?(?:RLC|E1|C1|C2|ARGUS|DUO|TRACKMIX|LUMUS|GO|CX|B\d|D\d|W\d|P\d|ELITE|ALTAS|FE)/, "camera"],
  ],
  Xiongmai: [
    [/^(?:IPC|IPG|NBD6|CAM|XM5|IVG)/, "camera"],
    [/^(?:NVR|DVR|AHB|NBD7|NBD8|MBD|H264DVR|XVR)/, "recorder"],
  ],
  TVT: [
    [/^(?:TD-9|TD-8|TD-Y|I\d|DCN|DI-|BX?-?\d{3}IP|VIS|S4|S8)/, "camera"],
    [/^(?:TD-2|TD-3|NVR|SA-|SH-|XVR|DVR|DDN|DXN)/, "recorder"],
  ],
  Tiandy: [
    [/^TC-(?:C|A3|H|NC|S)/, "camera"],
    [/^TC-(?:R|NR)/, "recorder"],
  ],
  Bosch: [
    [/DIVAR|^D(?:IP|LA|DN|RN|VR)-/, "recorder"],
    [/^B[3-9]\d{3}|^D[79]412|AMAX|SOLUTION \d|MAP ?5000|^ICP-/, "panel"],
    [/AMC2|^APC-/, "controller"],
    [/FLEXIDOME|AUTODOME|DINION|TINYON|^MIC|VIDEOJET|^VIP-?X|^N[A-Z]{2}-\d|^VG\d|^VJ/, "camera"],
  ],
  VIVOTEK: [
    [/^(?:ND|NR|NV|NB)\d/, "recorder"],
    [/^(?:IP|FD|FE|IB|IT|IZ|MD|MS|SD|CC|PZ|PT|VS|SF|MA|IK|C|S)-?\d/, "camera"],
  ],
  Panasonic: [
    [/^WJ-(?:GX|SX)/, "camera"],
    [/^WJ-/, "recorder"],
    [/^VL-V/, "door-station"],
    [/^(?:WV|BB|BL|DG|KX-HC)-/, "camera"],
  ],
  Sony: [
    [/^NSR-/, "recorder"],
    [/^(?:SNC|SNT|SRG|BRC)-/, "camera"],
  ],
  "D-Link": [
    [/^DCS-/, "camera"],
    [/^D(?:NR|VR)-/, "recorder"],
    [/^D(?:IR|SL|WR|SR|VA)-/, "router"],
    [/^D(?:AP|GS|ES|NS|XS|HP)-/, "other"],
  ],
  "TP-Link": [
    [/NVR/, "recorder"],
    [/TAPO D|VIGI D/, "door-station"],
    [/^(?:VIGI |TAPO )?C\d{2,3}|^(?:VIGI |TAPO )?INSIGHT|^NC\d/, "camera"],
    [/ARCHER|^T[DL]-?(?:W|MR|WR|VG|\d)|^ER\d|DECO/, "router"],
  ],
  Ubiquiti: [
    [/DOORBELL|^UA-INTERCOM/, "door-station"],
    [/NVR|AIRVISION|CLOUD KEY|^UCK|VIDEO CONTROLLER/, "recorder"],
    [/^UVC|^G[3-6] |AIRCAM/, "camera"],
    [/^UA-/, "controller"],
    [/^(?:UDM|UDR|UCG|USG|UXG|ER-|UX\b)|EDGEROUTER|DREAM/, "router"],
    [/^(?:U6|U7|UAP|USW|US-|UF-)/, "other"],
  ],
  Grandstream: [
    [/^GDS/, "door-station"],
    [/^GVR/, "recorder"],
    [/^(?:GXV3[56]|GSC36)/, "camera"],
    [/^GWN70/, "router"],
    [/^(?:GXP|GRP|GXV|HT\d|UCM|DP\d|GWN|GAC)/, "other"],
  ],
  Milesight: [
    [/^MS-C|^TS\d/, "camera"],
    [/^MS-N/, "recorder"],
    [/^U[RG]\d/, "router"],
  ],
  GeoVision: [
    [/^GV-(?:AS|CS|GF|FR)/, "controller"],
    [/^GV-(?:S?NVR|VR|LX|VMS|DVR|RECORDING)/, "recorder"],
    [/^GV-/, "camera"],
  ],
  AVTECH: [
    [/^(?:AVC|AVH|AVZ|AVD|DGH|DGD|DG1|KPD)/, "recorder"],
    [/^(?:AVN|AVM|DGM|AVX)/, "camera"],
  ],
  IDIS: [
    [/^DC-/, "camera"],
    [/^(?:DR|IR|TR|DV)-/, "recorder"],
  ],
  ACTi: [
    [/^(?:[ZIMEG]NR|NVR|CMS)/, "recorder"],
    [/^(?:ACM|TCM|ACD|[ABDEIKQVYZ])-?\d{2,4}/, "camera"],
  ],
  LILIN: [[/^(?:PDR|NVR|DVR|DHD|NDR)/, "recorder"]],
  Mobotix: [
    [/NVR/, "recorder"],
    [/^T2\d/, "door-station"],
  ],
  Avigilon: [
    [/NVR|AINVR|^HD-/, "recorder"],
    [/-H[3-6][A-Z]*-|^\d+(?:\.\d+)?C?-H\d/, "camera"],
  ],
  QNAP: [
    [/VIOSTOR|^VS-|^QVP/, "recorder"],
    [/./, "other"],
  ],
  Synology: [
    [/^(?:NVR|DVA)/, "recorder"],
    [/^(?:BC|TC|CC)\d{3}/, "camera"],
    [/./, "other"],
  ],
};

/** What a model is in plain words, for makers without a scheme here. Door controllers and print servers come before what they resemble. */
const WORDS: Scheme = [
  [/PRINT ?SERVER|PRINTER|TIVO|SET-?TOP|MEDIA ?(?:RENDERER|SERVER|PLAYER)/, "other"],
  [/DOOR ?(?:STATION|BELL|PHONE)|INTERCOM|VIDEO DOOR/, "door-station"],
  [/DOOR CONTROLLER|ACCESS (?:CONTROL|TERMINAL)/, "controller"],
  [/ALARM (?:PANEL|SYSTEM)|CONTROL PANEL|INTRUSION/, "panel"],
  [/\b(?:N|D|X|HD)VR(?:\b|\d)|VIDEO RECORDER|DVRS?\b/, "recorder"],
  [/\bIP[ -]?C(?:AM(?:ERA)?)?(?![A-Z])|(?:NETWORK|DOME|BULLET|WEB|INTERNET|SURVEILLANCE) ?CAM|\bCAMERA\b/, "camera"],
  [/\bROUTER\b/, "router"],
];

/** The role a model number stands for; undefined where its scheme is not known. `brand` as `brandOf` names it, if it is known. */
export function roleOfModel(brand: string | undefined, model: string): DeviceRole | undefined {
  const known = brand ?? brandOf(model);
  const text = model.slice(0, 200).trim().toUpperCase();
  if (text === "") return undefined;
  if (known !== undefined) {
    const bare = text.startsWith(`${known.toUpperCase()} `) ? text.slice(known.length + 1) : text;
    const schemes = [SCHEMES[known], SCHEMES[builtBy(known)]];
    for (const scheme of schemes) {
      const role = scheme?.find(([pattern]) => pattern.test(bare))?.[1];
      if (role !== undefined) return role;
    }
  }
  return WORDS.find(([pattern]) => pattern.test(text))?.[1];
}

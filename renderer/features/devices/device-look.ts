import {
  Cable,
  Cctv,
  CircleAlert,
  CircleQuestionMark,
  CirclePlus,
  DoorOpen,
  HardDrive,
  Info,
  KeySquare,
  Lightbulb,
  MonitorSmartphone,
  Network,
  PowerOff,
  Router,
  ShieldCheck,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { DeviceRole } from "#core/lan/sighting.ts";
import type { Tone } from "../../ui/tone.ts";
import type { Mark, Severity } from "./listed-device.ts";

export const roleIcon: Record<DeviceRole, LucideIcon> = {
  recorder: HardDrive,
  camera: Cctv,
  panel: ShieldCheck,
  "door-station": DoorOpen,
  controller: KeySquare,
  bridge: Cable,
  router: Router,
  other: MonitorSmartphone,
  unknown: CircleQuestionMark,
};

/** As everywhere in the window: what is broken, what to look at, what would be better, what to know. */
export const severityLook: Record<Severity, { tone: Tone; icon: LucideIcon }> = {
  problem: { tone: "critical", icon: CircleAlert },
  warning: { tone: "caution", icon: TriangleAlert },
  advice: { tone: "accent", icon: Lightbulb },
  info: { tone: "info", icon: Info },
};

export const markLook: Record<Mark, { tone: Tone; icon: LucideIcon }> = {
  new: { tone: "accent", icon: CirclePlus },
  "not-activated": { tone: "caution", icon: PowerOff },
  "wrong-network": { tone: "caution", icon: Network },
};

import {
  Antenna,
  Cctv,
  Cloud,
  Globe,
  HardDrive,
  KeyRound,
  KeySquare,
  Router,
  ShieldAlert,
  Ticket,
  type LucideIcon,
} from "lucide-react";
import type { AccountKind } from "#core/survey/survey-sections.ts";

export const accountIcons: Readonly<Record<AccountKind, LucideIcon>> = {
  router: Router,
  recorder: HardDrive,
  camera: Cctv,
  "alarm-panel": ShieldAlert,
  wifi: Antenna,
  "isp-portal": Globe,
  "vendor-cloud": Cloud,
  "vpn-key": KeySquare,
  "relay-token": Ticket,
  other: KeyRound,
};

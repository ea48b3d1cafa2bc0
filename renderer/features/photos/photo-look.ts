import { Cctv, Eye, FileText, HardDrive, Image, Router, Server, type LucideIcon } from "lucide-react";
import type { Photo } from "#core/survey/survey-sections.ts";

/** Kinds in the order in which they are offered. */
export const photoKinds = ["router-label", "cabinet", "recorder", "camera", "view", "document", "other"] as const;

export const kindIcon: Readonly<Record<Photo["kind"], LucideIcon>> = {
  camera: Cctv,
  view: Eye,
  recorder: HardDrive,
  "router-label": Router,
  cabinet: Server,
  document: FileText,
  other: Image,
};

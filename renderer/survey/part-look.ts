import {
  ArrowRightLeft,
  Building2,
  Cable,
  Cctv,
  CircleQuestionMark,
  FileCheck,
  Footprints,
  ListChecks,
  NotebookPen,
  ShieldAlert,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { SurveyPart } from "../navigation/survey-part.ts";

export const partIcon: Record<SurveyPart, LucideIcon> = {
  site: Building2,
  contacts: Users,
  line: Cable,
  devices: Cctv,
  route: ArrowRightLeft,
  steps: Footprints,
  checklist: ListChecks,
  questions: CircleQuestionMark,
  notes: NotebookPen,
  risks: ShieldAlert,
  handover: FileCheck,
};

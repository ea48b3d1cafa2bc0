import {
  ArrowRightLeft,
  BookOpen,
  CircleCheck,
  CircleDot,
  CircleQuestionMark,
  CircleX,
  Cog,
  Globe,
  Hourglass,
  MessageCircleQuestionMark,
  Radar,
  RadioTower,
  ScanSearch,
  ShieldCheck,
  Waypoints,
  type LucideIcon,
} from "lucide-react";
import type { Advice, AdviceReason, Facet, RouteAdvice, Works } from "#core/advice/advice.ts";
import type { RouteChoice, RouteId } from "#core/advice/route-id.ts";
import type { Tone } from "../../ui/tone.ts";

type Look = { icon: LucideIcon; tone: Tone };

/** In the order in which they are shown. */
export const routeChoices: readonly RouteChoice[] = ["public-ip", "port-forward", "relay", "vpn"];

export const choiceIcon: Record<RouteChoice, LucideIcon> = {
  "public-ip": Globe,
  "port-forward": ArrowRightLeft,
  relay: RadioTower,
  vpn: Waypoints,
};

export const worksLook: Record<Works["answer"], Look> = {
  yes: { icon: CircleCheck, tone: "positive" },
  after: { icon: Hourglass, tone: "caution" },
  unknown: { icon: CircleQuestionMark, tone: "neutral" },
  no: { icon: CircleX, tone: "critical" },
};

export const gradeLook: Record<Facet["grade"], Look> = {
  good: { icon: CircleCheck, tone: "positive" },
  fair: { icon: CircleDot, tone: "neutral" },
  poor: { icon: CircleX, tone: "caution" },
  unknown: { icon: CircleQuestionMark, tone: "neutral" },
};

export const sourceIcon: Record<AdviceReason["source"], LucideIcon> = {
  check: ScanSearch,
  proof: ShieldCheck,
  devices: Radar,
  wishes: MessageCircleQuestionMark,
  knowledge: BookOpen,
  technique: Cog,
};

/** The route that stands for its choice: the first that works or may be made to; where nobody knows, or none does, the plain one. */
export function bestOf(routes: readonly RouteAdvice[], choice: RouteChoice): RouteAdvice | undefined {
  const members = routes.filter((route) => route.choice === choice);
  const working = members.find(({ works }) => works.answer === "yes" || works.answer === "after");
  const open = members.filter(({ works }) => works.answer === "unknown");
  const plain = (among: readonly RouteAdvice[]) => among.find(({ route }) => route === choice) ?? among[0];
  return working ?? plain(open) ?? plain(members);
}

export const routeNamed = ({ routes }: Advice, id: RouteId | null): RouteAdvice | undefined =>
  routes.find(({ route }) => route === id);

export type Standing = "recommended" | "as-good" | null;

export function standingOf({ recommended, alike }: Advice, route: RouteId): Standing {
  if (route === recommended) return "recommended";
  return alike.includes(route) ? "as-good" : null;
}

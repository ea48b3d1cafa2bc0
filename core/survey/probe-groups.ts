import { probeIdSchema, type ProbeId } from "../nat/observation.ts";

/** What a person may switch off in a check, in words of the site rather than of protocols. */
export const probeGroupIds = ["laptop", "router", "way-out", "servers", "outside", "other-sites"] as const;
export type ProbeGroupId = (typeof probeGroupIds)[number];

/** Null: always on, since nothing can be judged without it, or never part of a check by itself. */
const GROUP_OF: Record<ProbeId, ProbeGroupId | null> = {
  interfaces: null,
  "default-route": null,
  "name-servers": "laptop",
  proxy: "laptop",
  "local-firewall": "laptop",
  "router-page": "router",
  upnp: "router",
  "nat-pmp": "router",
  pcp: "router",
  stun: "servers",
  "nat-behaviour": "servers",
  "public-address": "servers",
  nat64: "servers",
  "own-address-ping": "way-out",
  path: "way-out",
  "outer-box": "way-out",
  vantage: "outside",
  "other-sites": "other-sites",
  "binding-lifetime": null,
  person: null,
};

export const probesOf = (group: ProbeGroupId): ProbeId[] =>
  probeIdSchema.options.filter((probe) => GROUP_OF[probe] === group);

/** On as long as any of its probes is asked. */
export const isGroupOn = (group: ProbeGroupId, skipped: readonly ProbeId[]): boolean =>
  probesOf(group).some((probe) => !skipped.includes(probe));

/** The probes to leave out once a group is switched; those of other groups stay as they are. */
export function withGroup(group: ProbeGroupId, isOn: boolean, skipped: readonly ProbeId[]): ProbeId[] {
  const others = skipped.filter((probe) => GROUP_OF[probe] !== group);
  return isOn ? others : [...others, ...probesOf(group)];
}

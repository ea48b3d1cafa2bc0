import type { ServerWish } from "#core/contract/tunnel-calls.ts";
import { serverHostSchema } from "#core/tunnel/firm-server.ts";

/** What was typed of a server. */
export type PlaceDraft = { name: string; host: string; region: string };

/** What a server shall do, as it is chosen. */
export type Duties = {
  does: readonly Duty[];
  frp: boolean;
  engine: "mediamtx" | "go2rtc";
};

export type ServerDraft = PlaceDraft & Duties;

export type Duty = "wireguard" | "relay" | "turn" | "media";

export const newServerDraft: ServerDraft = {
  name: "",
  host: "",
  region: "",
  does: ["wireguard", "relay"],
  frp: false,
  engine: "mediamtx",
};

/** What is wrong with a place that was typed, by field. */
export function placeTroubles({ name, host }: PlaceDraft): { name: boolean; host: "hostMissing" | "hostWrong" | null } {
  const isHost = serverHostSchema.safeParse(host).success;
  return { name: name.trim() === "", host: host.trim() === "" ? "hostMissing" : isHost ? null : "hostWrong" };
}

export const doesNothing = ({ does, frp }: Duties): boolean => does.length === 0 && !frp;

export function placeOf({ name, host, region }: PlaceDraft): Pick<ServerWish, "name" | "host" | "region"> {
  return { name: name.trim(), host: host.trim(), region: region.trim() || null };
}

export function wishOf(draft: ServerDraft): ServerWish {
  const does = new Set(draft.does);
  return {
    ...placeOf(draft),
    wireguard: does.has("wireguard"),
    relay: does.has("relay"),
    turn: does.has("turn"),
    media: does.has("media") ? draft.engine : null,
    frp: draft.frp,
  };
}

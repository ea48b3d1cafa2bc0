import type { WalkView } from "#core/contract/route-calls.ts";
import type { StepPart } from "#core/walk/step-view.ts";
import type { Walking } from "./use-walk.ts";

/** What every part of a step gets. */
export type PartProps<P extends StepPart> = { part: P; siteId: string; walk: WalkView; walking: Walking };

export type PartOf<K extends StepPart["kind"]> = Extract<StepPart, { kind: K }>;

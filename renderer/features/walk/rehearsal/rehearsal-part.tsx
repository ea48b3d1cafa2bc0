import { useCallback } from "react";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { RehearsalCard } from "./rehearsal-card.tsx";
import type { PartOf, PartProps } from "../part-props.ts";

/** A direct connection tried out within a walk-through: what comes of it is kept in the survey. */
export function RehearsalPart({ siteId }: PartProps<PartOf<"rehearsal">>) {
  const loadName = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) => (await client.sites.get({ siteId }, { signal })).name,
    [siteId],
  );
  const name = useLoaded(loadName);
  return <RehearsalCard siteId={siteId} siteName={name.step === "ready" ? name.value : null} />;
}

import { Page } from "../ui/page.tsx";

/** To be drawn. */
export function WalkPage({ siteId, walkId }: { siteId: string; walkId: string }) {
  return <Page title="Walk">{siteId + walkId}</Page>;
}

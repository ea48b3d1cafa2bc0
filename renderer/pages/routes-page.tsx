import { Page } from "../ui/page.tsx";

/** To be drawn. */
export function RoutesPage({ siteId }: { siteId: string }) {
  return <Page title="Routes">{siteId}</Page>;
}

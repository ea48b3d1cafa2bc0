import { Page } from "../ui/page.tsx";

/** To be drawn. */
export function KnowledgePage() {
  return <Page title="Knowledge">{null}</Page>;
}

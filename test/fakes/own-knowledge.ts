import type { KnowledgeOverlay } from "#core/knowledge/knowledge.ts";

/** A firm that has entered nothing of its own. */
export const noOverlay = (): KnowledgeOverlay => ({ providers: [], routers: [], makers: [], products: [], prices: [] });

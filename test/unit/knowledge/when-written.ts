/** No fact can have been seen later; moves with the facts. */
export const WHEN_WRITTEN = "2026-11-21";

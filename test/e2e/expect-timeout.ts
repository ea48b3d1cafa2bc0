/** What appears at once on a machine that has nothing else to do. Playwright's own 5 s are too few on a busy one. */
export const EXPECT_MS = 15_000;

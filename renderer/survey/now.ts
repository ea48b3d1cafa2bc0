/** What is done right now, as the survey writes times. */
export const now = (): string => new Date().toISOString();

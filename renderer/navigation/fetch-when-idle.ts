/** What is still to be loaded, in this order. */
const waiting: (() => Promise<unknown>)[] = [];
let isAllowed = false;
let isWorking = false;

/** Has `fetch` called when the window has nothing else to do. Should that fail, it is tried again by whoever needs it. */
export function toFetch(fetch: () => Promise<unknown>): void {
  waiting.push(fetch);
  void work();
}

/** The window has drawn its first page: what was named, and what will be, may be loaded. */
export function fetchWhenIdle(): void {
  isAllowed = true;
  void work();
}

/** One after the other, so that what somebody asks for in between never waits for more than one of them. */
async function work(): Promise<void> {
  if (!isAllowed || isWorking) return;
  isWorking = true;
  for (let fetch = waiting.shift(); fetch !== undefined; fetch = waiting.shift()) {
    await idle();
    await fetch().catch(() => {});
  }
  isWorking = false;
}

/** Safari has no requestIdleCallback; after this long a window has drawn what it was drawing. */
const WITHOUT_IDLE_MS = 200;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve());
    else setTimeout(resolve, WITHOUT_IDLE_MS);
  });
}

// @ts-check
// Loaded before Electron's installer, which prints "fetch failed" and keeps the reason to itself.

const originalFetch = globalThis.fetch;

/** @type {typeof fetch} */
globalThis.fetch = async (...request) => {
  try {
    return await originalFetch(...request);
  } catch (error) {
    if (error instanceof Error) console.error(error.cause);
    throw error;
  }
};

/** Where a tab keeps its token: gone with the tab, never sent by the browser on its own. */
const TOKEN_KEY = "farsite.token";

/** Exchanging the code is one request to the same machine; longer means that nobody is there. */
const EXCHANGE_TIMEOUT_MS = 5_000;

export type SessionPage = Pick<Window, "location" | "history" | "sessionStorage" | "fetch">;

/** Takes the one-time code out of `#code=...`, and takes it off the address bar so that it is neither shared nor kept. */
export function takeCode(page: SessionPage): string | null {
  const found = /^#code=([\w.~-]{1,512})$/.exec(page.location.hash);
  if (!found?.[1]) return null;
  page.history.replaceState(null, "", page.location.pathname + page.location.search);
  return found[1];
}

export function keptToken(page: SessionPage): string | null {
  return page.sessionStorage.getItem(TOKEN_KEY);
}

export function forgetToken(page: SessionPage): void {
  page.sessionStorage.removeItem(TOKEN_KEY);
}

/**
 * Exchanges the code for a token and keeps it. `refused`: the code was used or is too old. Throws when the host can't be
 * reached; the code is still good then.
 */
export async function exchangeCode(page: SessionPage, code: string): Promise<"kept" | "refused"> {
  const response = await page.fetch("/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
    signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
  });
  if (response.status >= 500) throw new Error(`session: ${response.status}`);
  if (!response.ok) return "refused";
  const answer: unknown = await response.json();
  if (typeof answer !== "object" || answer === null || !("token" in answer) || typeof answer.token !== "string")
    throw new Error("session: no token in the answer");
  page.sessionStorage.setItem(TOKEN_KEY, answer.token);
  return "kept";
}

import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../connection/connection-context.tsx";
import { useSiteChanges } from "../../host-state/watch-context.tsx";
import { problemOf, type Problem } from "../../problems/problem.ts";
import { appended, findSites, SITES_AT_ONCE, type SiteHit, type SiteSearch } from "./site-search.ts";

/** A pause in typing; shorter, and every letter would be looked for. */
const TYPING_PAUSE_MS = 160;

type Found = { of: SiteSearch; sites: readonly SiteHit[]; total: number };

export type SiteResults = {
  found: Found | null;
  /** What is shown belongs to an earlier search; the new one is on its way. */
  isSearching: boolean;
  problem: Problem | null;
  loadMore: () => void;
  reload: () => void;
};

/**
 * Finds sites as it is typed. A search that is outdated is cancelled. What was found before stays in view until there is something
 * else.
 */
export function useSiteSearch(search: SiteSearch): SiteResults {
  const client = useClient();
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  const shown = useRef<Found | null>(null);
  const more = useRef<AbortController | null>(null);

  const take = useCallback((next: Found) => {
    shown.current = next;
    setFound(next);
    setProblem(null);
  }, []);

  useEffect(() => {
    const abort = new AbortController();
    more.current?.abort();
    const isAgain = shown.current?.of === search;
    // What others write comes in bursts, as typing does.
    const isBurst = isAgain || (shown.current !== null && shown.current.of.text !== search.text);
    const end = isAgain ? Math.max(shown.current?.sites.length ?? 0, SITES_AT_ONCE) : SITES_AT_ONCE;
    const timer = setTimeout(
      () => {
        findSites(client, search, { offset: 0, end }, abort.signal).then(
          (result) => !abort.signal.aborted && take({ of: search, ...result }),
          (error: unknown) => !abort.signal.aborted && setProblem(problemOf(error)),
        );
      },
      isBurst ? TYPING_PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another turn is the same search once more
  }, [client, search, turn, take]);

  const loadMore = useCallback(() => {
    const before = shown.current;
    if (before === null || before.sites.length >= before.total || (more.current && !more.current.signal.aborted))
      return;
    const abort = new AbortController();
    more.current = abort;
    const offset = before.sites.length;
    findSites(client, before.of, { offset, end: offset + SITES_AT_ONCE }, abort.signal)
      .then(
        ({ sites, total }) =>
          !abort.signal.aborted && take({ of: before.of, sites: appended(before.sites, sites), total }),
        (error: unknown) => !abort.signal.aborted && setProblem(problemOf(error)),
      )
      .finally(() => {
        if (more.current === abort) more.current = null;
      });
  }, [client, take]);

  const reload = useCallback(() => setTurn((last) => last + 1), []);
  useSiteChanges(null, reload);
  return { found, isSearching: found !== null && found.of !== search, problem, loadMore, reload };
}

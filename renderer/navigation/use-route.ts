import { useSyncExternalStore } from "react";
import { hrefOf, parseRoute, type Route } from "./route.ts";

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

export function goTo(route: Route): void {
  window.location.hash = hrefOf(route);
}

/** Goes there without another step on the way back. */
export function goInstead(route: Route): void {
  window.location.replace(hrefOf(route));
}

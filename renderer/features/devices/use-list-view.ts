import { useKeptView } from "../../navigation/kept-view.tsx";
import { liveListView, sortedListView, type ListView } from "./list-view.ts";
import type { ShownScan } from "./shown-scan.ts";

/** How the list of this scan is looked at; the way back from a device leads to the same view. */
export function useListView({ key, isLive }: Pick<ShownScan, "key" | "isLive">) {
  return useKeptView<ListView>(`devices/${key}`, isLive ? liveListView : sortedListView);
}

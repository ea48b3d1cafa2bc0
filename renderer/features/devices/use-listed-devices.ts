import { useMemo } from "react";
import { deviceChanges } from "#core/lan/device-changes.ts";
import { useText } from "../../i18n/language.tsx";
import { rowMaker, type ListedDevice } from "./listed-device.ts";
import type { ShownScan } from "./shown-scan.ts";

/** The rows of a scan, in the order in which they were found. What is new is known when all of it was seen. */
export function useListedDevices({ found, running, record, side, networks }: ShownScan): readonly ListedDevice[] {
  const { say } = useText();
  const { notes, before } = side;
  const newIds = useMemo(() => {
    if (before === null || record === null || running) return NONE;
    const changes = deviceChanges(before.devices, record.devices, false);
    return new Set(changes.filter(({ sort }) => sort === "new").map(({ device }) => device.id));
  }, [before, record, running]);
  const makeRow = useMemo(
    () => rowMaker({ notes, newIds, networks, titleOf: ({ title }) => say(title) }),
    [notes, newIds, networks, say],
  );
  return useMemo(() => found.list.map(makeRow), [found, makeRow]);
}

const NONE: ReadonlySet<string> = new Set();

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { defaultSettings, type Settings } from "#core/survey/settings.ts";
import { useClient } from "../connection/connection-context.tsx";
import { problemOf, type Problem } from "../problems/problem.ts";

type SettingsAccess = {
  settings: Settings;
  /** Why the settings could not be read; the defaults stand in until they can. */
  problem: Problem | null;
  /** Writes the changed ones and takes over what the host made of them. Throws what the host threw. */
  save: (changes: Partial<Settings>) => Promise<void>;
};

const SettingsContext = createContext<SettingsAccess | null>(null);

export function useSettings(): SettingsAccess {
  const access = useContext(SettingsContext);
  if (access === null) throw new Error("useSettings outside of SettingsProvider");
  return access;
}

/**
 * Loads the settings once a connection stands; shows nothing until they are there and `onTaken` has made the window so, that language
 * and theme don't flicker.
 */
export function SettingsProvider({
  onTaken,
  children,
}: {
  /** Never fails. */
  onTaken: (settings: Settings) => Promise<void>;
  children: ReactNode;
}) {
  const client = useClient();
  const [loaded, setLoaded] = useState<{ settings: Settings; problem: Problem | null } | null>(null);

  useEffect(() => {
    let current = true;
    async function load(): Promise<void> {
      try {
        const settings = await client.settings.get();
        if (current) await onTaken(settings);
        if (current) setLoaded({ settings, problem: null });
      } catch (error) {
        if (current) setLoaded((last) => ({ settings: last?.settings ?? defaultSettings, problem: problemOf(error) }));
      }
    }
    void load();
    return () => {
      current = false;
    };
  }, [client, onTaken]);

  const save = useCallback(
    async (changes: Partial<Settings>) => {
      const settings = await client.settings.set(changes);
      await onTaken(settings);
      setLoaded({ settings, problem: null });
    },
    [client, onTaken],
  );

  const value = useMemo(() => loaded && { ...loaded, save }, [loaded, save]);
  return value && <SettingsContext value={value}>{children}</SettingsContext>;
}

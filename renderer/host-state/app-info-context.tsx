import { createContext, useContext, type ReactNode } from "react";
import type { InferContractRouterOutputs } from "@orpc/contract";
import type { Contract } from "#core/contract/contract.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { LoadedView } from "../problems/loaded-view.tsx";

export type AppInfo = InferContractRouterOutputs<Contract>["app"]["info"];

const AppInfoContext = createContext<AppInfo | null>(null);

export function useAppInfo(): AppInfo {
  const info = useContext(AppInfoContext);
  if (info === null) throw new Error("useAppInfo outside of AppInfoProvider");
  return info;
}

const loadInfo = (client: FarsiteClient, signal: AbortSignal): Promise<AppInfo> =>
  client.app.info(undefined, { signal });

export function AppInfoProvider({ children }: { children: ReactNode }) {
  const info = useLoaded(loadInfo);
  return <LoadedView loaded={info}>{(value) => <AppInfoContext value={value}>{children}</AppInfoContext>}</LoadedView>;
}

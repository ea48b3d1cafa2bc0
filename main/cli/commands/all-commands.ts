import type { Command } from "../command-context.ts";

/** Each loads its own code when it is run: `help` needs none of it, and `vantage` neither database nor check. */
export const commands: Readonly<Record<string, (() => Promise<Command>) | undefined>> = {
  survey: async () => (await import("./survey.ts")).survey,
  scan: async () => (await import("./scan.ts")).scan,
  replay: async () => (await import("./replay.ts")).replay,
  list: async () => (await import("./list.ts")).list,
  show: async () => (await import("./show.ts")).show,
  export: async () => (await import("./export.ts")).exportSites,
  import: async () => (await import("./import.ts")).importFile,
  advise: async () => (await import("./advise.ts")).advise,
  forward: async () => (await import("./forward.ts")).forward,
  hub: async () => (await import("./hub.ts")).hub,
  sync: async () => (await import("./sync.ts")).sync,
  decode: async () => (await import("./decode.ts")).decode,
  verify: async () => (await import("./verify.ts")).verify,
  rehearse: async () => (await import("./rehearse.ts")).rehearse,
  servers: async () => (await import("./servers.ts")).servers,
  tunnels: async () => (await import("./tunnels.ts")).tunnels,
  turn: async () => (await import("./turn.ts")).turn,
  wireguard: async () => (await import("./wireguard.ts")).wireGuard,
  mesh: async () => (await import("./mesh.ts")).mesh,
  "vpn-config": async () => (await import("./vpn-config.ts")).vpnConfig,
  doctor: async () => (await import("./doctor.ts")).doctor,
  vantage: async () => (await import("./vantage.ts")).vantage,
};

import type { Remark, ServerView } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { serverFindings } from "#core/server-setup/server-findings.ts";
import type { Translate } from "#core/text/translate.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { outdatedParts } from "#core/tunnel/outdated-tunnel.ts";
import { runningServer } from "#core/tunnel/server-change.ts";
import { serverBehind } from "#core/tunnel/server-ends.ts";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import type { AddressPlan, PlannedSite } from "#core/vpn/address-plan.ts";
import { findingRemark } from "./remarks.ts";
import { setupOptions, type ServerContents } from "./server-contents.ts";
import { digestOf, toldParts } from "./server-telling.ts";

interface Around {
  contents: ServerContents;
  /** Of the firm's address plan, worst first. */
  findings: AddressPlan["findings"];
  say: Translate;
  mayChange: boolean;
  holdsKeys: boolean;
}

/** A server with everything that this laptop's surveys say of it. */
export function serverView(server: FirmServer, sites: readonly PlannedSite[], around: Around): ServerView {
  const { contents, mayChange, holdsKeys } = around;
  const leading = sites.flatMap(({ siteId, name, tunnels }) =>
    standingTunnels(tunnels)
      .filter(({ serverId }) => serverId === server.id)
      .map((tunnel) => ({ siteId, siteName: name, tunnel })),
  );
  const named = new Map(leading.map(({ siteId, siteName }) => [siteId, { siteId, siteName }]));
  // Until somebody has logged in there the set-up is still to be pasted, and it holds everybody.
  const isSetUp = server.ssh.hostKeys.length > 0;
  const behind = isSetUp ? serverBehind(server, sites, digestOrNull(server, contents)) : null;
  return {
    server,
    mayChange,
    holdsKeys,
    remarks: remarksOf(server, new Set(named.keys()), around),
    sites: [...named.values()],
    behind: behind && { toldAt: behind.toldAt, added: [...behind.added], removed: [...behind.removed] },
    outdated: leading.flatMap(({ siteId, siteName, tunnel }) => {
      const parts = outdatedParts(tunnel, server);
      return parts.length === 0 ? [] : [{ siteId, siteName, tunnelId: tunnel.id, parts }];
    }),
  };
}

/** What clashes or is weak, without the keys: whoever may not change the server is told the same. */
function remarksOf(server: FirmServer, siteIds: ReadonlySet<string>, { contents, findings, say }: Around): Remark[] {
  const isWritable = digestOrNull(server, contents) !== null;
  const clash = isWritable ? undefined : clashOf(findings, siteIds);
  return [
    ...(clash === undefined ? [] : [findingRemark(clash)]),
    ...serverFindings(server, setupOptions(server, contents, []), (service) =>
      say(message(`serverSetup.service.${service}`)),
    )
      .filter(({ code }) => code !== "no-key" && code !== "no-owner")
      // The plan has a better sentence for it.
      .filter(({ code }) => code !== "unwritable" || clash === undefined)
      .map(findingRemark),
  ];
}

/** The gravest thing in the plan that keeps a server's files from being written. */
export const clashOf = (findings: AddressPlan["findings"], siteIds: ReadonlySet<string>) =>
  findings.find(
    (one) => one.severity === "problem" && (one.siteIds.length === 0 || one.siteIds.some((id) => siteIds.has(id))),
  );

/** What a server would be told now; null: it can't be written. */
export function digestOrNull(server: FirmServer, contents: ServerContents): string | null {
  try {
    return digestOf(toldParts(runningServer(server), contents));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

import type { TunnelState } from "#core/contract/tunnel-calls.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { Card } from "../../../ui/card.tsx";
import { Inset } from "../../../ui/layout.tsx";
import { TunnelFiles } from "./tunnel-files.tsx";
import { TunnelPeers } from "./tunnel-peers.tsx";
import { useTunnels } from "./use-tunnels.ts";
import type { PartOf, PartProps } from "../part-props.ts";

/** What the ends of the tunnel are told, or who may use it: drawn as soon as the survey has it. */
export function TunnelPart({ part, siteId, walking }: PartProps<PartOf<"tunnel-files" | "tunnel-peers">>) {
  const { t } = useText();
  const loaded = useTunnels(siteId);
  const isFiles = part.kind === "tunnel-files";
  const title = t(isFiles ? "uiTunnels.files.title" : "uiTunnels.peers.title");
  const hint = t(isFiles ? "uiTunnels.files.hint" : "uiTunnels.peers.hint");
  if (loaded.step === "failed")
    return (
      <Card title={title} hint={hint} flush>
        <Inset>
          <ProblemBanner problem={loaded.problem} onRetry={loaded.reload} />
        </Inset>
      </Card>
    );
  const found: TunnelState | undefined =
    loaded.step === "ready" ? loaded.value.find(({ tunnel }) => tunnel.id === part.tunnelId) : undefined;
  if (found === undefined) return null;

  function readAnew(): void {
    loaded.reload();
    walking.reload();
  }

  return (
    <Card title={title} hint={hint} flush>
      {isFiles ? (
        <TunnelFiles siteId={siteId} tunnel={found.tunnel} ends={part.ends} />
      ) : (
        <TunnelPeers siteId={siteId} tunnel={found.tunnel} onChanged={readAnew} />
      )}
    </Card>
  );
}

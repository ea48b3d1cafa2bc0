import type { Tunnel } from "#core/tunnel/tunnel.ts";
import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TunnelFiles, type TunnelEnd } from "./tunnel-files.tsx";
import { TunnelPeers } from "./tunnel-peers.tsx";

/** What else there is to a tunnel, one click away. */
export type TunnelView = "files" | "peers";

type TunnelDialogProps = {
  siteId: string;
  tunnel: Tunnel;
  view: TunnelView;
  name: string;
  onClose: () => void;
  onChanged: () => void;
};

/** A tunnel's files or devices, once it stands. */
export function TunnelDialog({ siteId, tunnel, view, name, onClose, onChanged }: TunnelDialogProps) {
  const { t } = useText();
  const isFiles = view === "files";
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t(isFiles ? "uiTunnels.files.titleOf" : "uiTunnels.peers.titleOf", { name })}
      description={t(isFiles ? "uiTunnels.files.hint" : "uiTunnels.peers.hint")}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      <Card flush>
        {isFiles ? (
          <TunnelFiles siteId={siteId} tunnel={tunnel} ends={endsOf(tunnel)} isFirst />
        ) : (
          <TunnelPeers siteId={siteId} tunnel={tunnel} onChanged={onChanged} isFirst />
        )}
      </Card>
    </Dialog>
  );
}

/** Where Farsite writes nothing for a server or a box, there is nothing to choose. */
function endsOf({ kind }: Tunnel): TunnelEnd[] {
  if (kind === "wireguard" || kind === "ssh") return ["site", "server", "kit"];
  return kind === "frp" ? ["site", "server"] : ["site"];
}

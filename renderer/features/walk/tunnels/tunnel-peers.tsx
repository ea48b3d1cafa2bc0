import { FileCog, Laptop, Plus, QrCode as QrIcon, Smartphone, UserMinus } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Tunnel, TunnelPeer } from "#core/tunnel/tunnel.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useAction } from "../../../connection/use-action.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Inline, Inset } from "../../../ui/layout.tsx";
import { Note } from "../../../ui/note.tsx";
import { Rows, ToolRow } from "../../../ui/rows.tsx";
import { SegmentedControl } from "../../../ui/segmented-control.tsx";
import { Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { BehindNotice } from "../../../telling/behind-notice.tsx";
import { PeerCodeDialog, type PeerFile } from "./peer-code-dialog.tsx";

type TunnelPeersProps = {
  siteId: string;
  tunnel: Tunnel;
  onChanged: () => void;
  /** The card has no heading above it. */
  isFirst?: boolean;
};

const MAX_NAME_LENGTH = 120;
const ROLES = ["customer", "technician"] as const;

/** Who may use a tunnel: each device with its code, added and taken out one by one. Stands in a flush card. */
export function TunnelPeers({ siteId, tunnel, onChanged, isFirst = false }: TunnelPeersProps) {
  const { t } = useText();
  // Nobody but this page knows of a site's own router what it was last told.
  const [changed, setChanged] = useState(false);
  const change = (): void => {
    setChanged(true);
    onChanged();
  };
  const peers = tunnel.peers.filter(({ role, removedAt }) => removedAt == null && role !== "probe");
  return (
    <>
      <Inset above={isFirst}>
        {tunnel.serverId == null ? (
          changed && <Note icon={FileCog} tone="caution" title={t("uiTunnels.peers.siteBehind")} />
        ) : (
          <PeersServer serverId={tunnel.serverId} tunnel={tunnel} />
        )}
        <AddPeer siteId={siteId} tunnelId={tunnel.id} onChanged={change} />
        {peers.length === 0 && (
          <Text size="small" tone="soft">
            {t("uiTunnels.peers.none")}
          </Text>
        )}
      </Inset>
      {peers.length > 0 && (
        <Rows label={t("uiTunnels.peers.list")}>
          {peers.map((peer) => (
            <PeerRow key={peer.id} siteId={siteId} tunnelId={tunnel.id} peer={peer} onChanged={change} />
          ))}
        </Rows>
      )}
    </>
  );
}

/** What the server has not been told yet; asked anew whenever the tunnel is another one. */
function PeersServer({ serverId, tunnel }: { serverId: string; tunnel: Tunnel }) {
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) =>
      (await client.servers.list(undefined, { signal })).find(({ server }) => server.id === serverId) ?? null,
    [serverId],
  );
  const { reload, ...loaded } = useLoaded(load);
  useEffect(reload, [reload, tunnel]);
  const view = loaded.step === "ready" ? loaded.value : null;
  return view && <BehindNotice view={view} onTold={reload} />;
}

type PeerRowProps = { siteId: string; tunnelId: string; peer: TunnelPeer; onChanged: () => void };

function PeerRow({ siteId, tunnelId, peer, onChanged }: PeerRowProps) {
  const { t, dateTime } = useText();
  const toast = useToast();
  const fetching = useAction();
  const removing = useAction();
  const [shown, setShown] = useState<PeerFile | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { id: peerId, name, role } = peer;
  const problem = fetching.problem ?? removing.problem;

  function show(): void {
    fetching.run(async (client) => setShown(await client.tunnels.peerFile({ siteId, tunnelId, peerId })));
  }

  function remove(): void {
    setIsAsking(false);
    removing.run(async (client) => {
      await client.tunnels.removePeer({ siteId, tunnelId, peerId });
      toast(t("uiTunnels.peers.removed", { name }));
      onChanged();
    });
  }

  return (
    <ToolRow
      start={<Icon of={role === "customer" ? Smartphone : Laptop} tone="neutral" />}
      title={<bdi>{name}</bdi>}
      marks={null}
      tools={
        <Inline>
          <Button
            size="small"
            icon={QrIcon}
            label={t("uiTunnels.peers.showOf", { name })}
            pending={fetching.pending}
            onClick={show}
          >
            {t("uiTunnels.peers.show")}
          </Button>
          <Button
            size="small"
            look="danger"
            icon={UserMinus}
            label={t("uiTunnels.peers.removeOf", { name })}
            pending={removing.pending}
            onClick={() => setIsAsking(true)}
          >
            {t("uiTunnels.peers.remove")}
          </Button>
        </Inline>
      }
      below={problem && <ProblemBanner problem={problem} />}
    >
      <span>
        {t(`uiTunnels.peers.role.${role}`)} · {t("uiTunnels.peers.since", { when: dateTime(peer.addedAt) })}
      </span>
      {shown && <PeerCodeDialog name={name} made={shown} onClose={() => setShown(null)} />}
      {isAsking && (
        <Dialog
          open
          onClose={() => setIsAsking(false)}
          title={t("uiTunnels.peers.removeTitle", { name })}
          description={t("uiTunnels.peers.removeText")}
          footer={
            <>
              <Button size="large" onClick={() => setIsAsking(false)}>
                {t("ui.common.cancel")}
              </Button>
              <Button look="danger" size="large" onClick={remove}>
                {t("uiTunnels.peers.remove")}
              </Button>
            </>
          }
        />
      )}
    </ToolRow>
  );
}

function AddPeer({ siteId, tunnelId, onChanged }: { siteId: string; tunnelId: string; onChanged: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const adding = useAction();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("customer");
  const [isChecked, setChecked] = useState(false);
  const isMissing = name.trim() === "";

  function add(): void {
    setChecked(isMissing);
    if (isMissing) return field.current?.focus();
    adding.run(async (client) => {
      await client.tunnels.addPeer({ siteId, tunnelId, name: name.trim(), role });
      toast(t("uiTunnels.peers.added", { name: name.trim() }));
      setName("");
      onChanged();
      field.current?.focus();
    });
  }

  return (
    <Form label={t("uiTunnels.peers.add")} onSubmit={add}>
      <TextField
        ref={field}
        label={t("uiTunnels.peers.name")}
        hint={t("uiTunnels.peers.nameHint")}
        value={name}
        onChange={setName}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="off"
        error={isChecked && isMissing ? t("uiTunnels.peers.nameMissing") : null}
      />
      <Inline gap="medium" justify="between" align="end">
        <SegmentedControl
          label={t("uiTunnels.peers.who")}
          value={role}
          onChange={setRole}
          options={ROLES.map((value) => ({ value, label: t(`uiTunnels.peers.roles.${value}`) }))}
        />
        <Button type="submit" icon={Plus} pending={adding.pending}>
          {t("uiTunnels.peers.add")}
        </Button>
      </Inline>
      {adding.problem && <ProblemBanner problem={adding.problem} />}
    </Form>
  );
}

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TextField } from "../../ui/field.tsx";
import { useToast } from "../../ui/toast.tsx";

type AddTechnicianDialogProps = { serverId: string; onClose: () => void; onAdded: () => void };

/** A technician's device for the VPN: with its own key, or with one that is made here. */
export function AddTechnicianDialog({ serverId, onClose, onAdded }: AddTechnicianDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const adding = useAction();
  const [name, setName] = useState("");
  const [publicKey, setPublicKey] = useState("");
  const [checked, setChecked] = useState(false);

  function add(): void {
    setChecked(true);
    if (name.trim() === "") return;
    adding.run(async (client) => {
      await client.servers.addTechnician({ serverId, name: name.trim(), publicKey: publicKey.trim() || null });
      toast(t("ui.servers.technicians.added", { name: name.trim() }));
      onAdded();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={add}
      title={t("ui.servers.technicians.addTitle")}
      description={t("ui.servers.technicians.addText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={Plus} pending={adding.pending}>
            {t("ui.servers.technicians.add")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("ui.servers.technicians.name")}
        hint={t("ui.servers.technicians.nameHint")}
        value={name}
        maxLength={120}
        autoComplete="off"
        onChange={setName}
        error={checked && name.trim() === "" ? t("ui.servers.technicians.nameMissing") : null}
      />
      <Disclosure label={t("ui.servers.technicians.ownKey")}>
        <TextField
          label={t("ui.servers.technicians.publicKey")}
          hint={t("ui.servers.technicians.publicKeyHint")}
          technical
          value={publicKey}
          maxLength={64}
          autoComplete="off"
          onChange={setPublicKey}
        />
      </Disclosure>
      {adding.problem && <ProblemBanner problem={adding.problem} />}
    </Dialog>
  );
}

type RemoveTechnicianDialogProps = {
  serverId: string;
  technician: FirmServer["technicians"][number];
  onClose: () => void;
  onRemoved: () => void;
};

/** Asks before a device loses its way to all sites. */
export function RemoveTechnicianDialog({
  serverId,
  technician: { id, name },
  onClose,
  onRemoved,
}: RemoveTechnicianDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const removing = useAction();

  function remove(): void {
    removing.run(async (client) => {
      await client.servers.removeTechnician({ serverId, technicianId: id });
      toast(t("ui.servers.technicians.removed", { name }));
      onRemoved();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.servers.technicians.removeTitle", { name })}
      description={t("ui.servers.technicians.removeText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="danger" icon={Trash2} pending={removing.pending} onClick={remove}>
            {t("ui.servers.technicians.remove")}
          </Button>
        </>
      }
    >
      {removing.problem && <ProblemBanner problem={removing.problem} onRetry={remove} />}
    </Dialog>
  );
}

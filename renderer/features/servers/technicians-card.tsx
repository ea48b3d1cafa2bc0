import { Plus, Smartphone, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { useText } from "../../i18n/language.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Inset } from "../../ui/layout.tsx";
import { Rows, ToolRow } from "../../ui/rows.tsx";
import { Text } from "../../ui/text.tsx";
import { AddTechnicianDialog, RemoveTechnicianDialog } from "./technician-dialogs.tsx";
import { TechnicianFileDialog } from "./technician-file-dialog.tsx";

export type Technician = FirmServer["technicians"][number];

type Doing = { what: "add" } | { what: "file" | "remove"; technician: Technician };

type TechniciansCardProps = { server: FirmServer; onChanged: () => void };

/** Whose devices are in the VPN for all sites. */
export function TechniciansCard({ server, onChanged }: TechniciansCardProps) {
  const { t, dateTime } = useText();
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = (): void => setDoing(null);
  const technicians = server.technicians.filter(({ removedAt }) => (removedAt ?? null) === null);
  return (
    <Card
      title={t("ui.servers.technicians.title")}
      hint={t("ui.servers.technicians.hint")}
      flush
      actions={
        <Button icon={Plus} onClick={() => setDoing({ what: "add" })}>
          {t("ui.servers.technicians.add")}
        </Button>
      }
    >
      {technicians.length === 0 ? (
        <Inset>
          <Text size="small" tone="soft">
            {t("ui.servers.technicians.none")}
          </Text>
        </Inset>
      ) : (
        <Rows label={t("ui.servers.technicians.title")}>
          {technicians.map((technician) => (
            <ToolRow
              key={technician.id}
              start={<Icon of={Smartphone} tone="neutral" />}
              title={<bdi>{technician.name}</bdi>}
              marks={null}
              tools={
                <>
                  <Button
                    look="quiet"
                    label={t("ui.servers.technicians.fileOf", { name: technician.name })}
                    onClick={() => setDoing({ what: "file", technician })}
                  >
                    {t("ui.servers.technicians.file")}
                  </Button>
                  <IconButton
                    icon={Trash2}
                    label={t("ui.servers.technicians.removeOf", { name: technician.name })}
                    onClick={() => setDoing({ what: "remove", technician })}
                  />
                </>
              }
            >
              {t("ui.servers.technicians.since", {
                address: technician.address,
                when: dateTime(technician.addedAt),
              })}
            </ToolRow>
          ))}
        </Rows>
      )}
      {doing?.what === "add" && <AddTechnicianDialog serverId={server.id} onClose={close} onAdded={onChanged} />}
      {doing?.what === "file" && (
        <TechnicianFileDialog serverId={server.id} technician={doing.technician} onClose={close} />
      )}
      {doing?.what === "remove" && (
        <RemoveTechnicianDialog
          serverId={server.id}
          technician={doing.technician}
          onClose={close}
          onRemoved={onChanged}
        />
      )}
    </Card>
  );
}

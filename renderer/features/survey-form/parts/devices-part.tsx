import { Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { Device } from "#core/lan/device.ts";
import type { SurveyDevice } from "#core/survey/survey-sections.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { EntryList, PlainEntry } from "../../../ui/entry-list.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Heading, Text } from "../../../ui/text.tsx";
import { brandAndModel, deviceName } from "../../../device-names/device-name.ts";
import { useEditing } from "../../../survey/edits-context.tsx";
import { surveyRoleOf } from "../found-role.ts";
import { AddEntryButton, FoldedList } from "./folded-list.tsx";

/** More are found one by one by searching; a survey names those that matter. */
const FOUND_AT_ONCE = 20;

/** The devices that the survey is about: what they are for and where they hang. */
export function DevicesPart() {
  const { t } = useText();
  const { document } = useEditing();
  return (
    <Stack gap="section">
      <FoldedList<SurveyDevice>
        list="devices"
        label={t("ui.survey.part.devices")}
        entries={document.devices}
        titleOf={(device) => device.name ?? device.model ?? device.address ?? t("ui.survey.device.nameless")}
        detailOf={({ role, place }) =>
          [role == null ? null : t(`ui.survey.deviceRole.${role}`), place].filter(Boolean).join(" · ")
        }
        empty={t("ui.survey.device.none")}
        renderAdding={(open) => (
          <AddEntryButton list="devices" fields={{ keys: [] }} onAdded={open}>
            {t("ui.survey.device.add")}
          </AddEntryButton>
        )}
      />
      <FoundDevices />
    </Stack>
  );
}

/** What the latest search found and the survey does not name yet. */
function FoundDevices() {
  const { t } = useText();
  const { state, document, edits } = useEditing();
  const { id: siteId, scans } = state.site;
  const scanId = scans.at(-1)?.scanId ?? null;
  const [limit, setLimit] = useState(FOUND_AT_ONCE);
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) =>
      scanId === null ? Promise.resolve(null) : client.scan.get({ siteId, scanId }, { signal }),
    [siteId, scanId],
  );
  const scan = useLoaded(load);
  if (scan.step !== "ready" || scan.value === null) return null;
  const known = new Set(document.devices.flatMap(({ id, keys }) => [id, ...keys]));
  const found = scan.value.devices.filter(({ keys }) => !keys.some((key) => known.has(key)));
  if (found.length === 0) return null;

  function take(device: Device): void {
    const [address] = device.addresses;
    const values = {
      role: surveyRoleOf[device.role.value],
      name: device.name?.value.slice(0, 120),
      make: (device.brand?.value ?? device.maker ?? undefined)?.slice(0, 120),
      model: device.model?.value.slice(0, 120),
      serialNumber: device.serialNumber?.value.slice(0, 120),
      firmware: device.firmware?.value.slice(0, 120),
      address: address?.address,
    };
    const entry = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    edits.edit([{ op: "put", list: "devices", entry: { ...entry, id: device.id, keys: device.keys } }], "now");
  }

  return (
    <Stack>
      <Stack gap="tight">
        <Heading level={3} size="label">
          {t("ui.survey.device.foundTitle", { count: found.length })}
        </Heading>
        <Text size="small" tone="soft">
          {t("ui.survey.device.foundHint")}
        </Text>
      </Stack>
      <EntryList label={t("ui.survey.device.found")}>
        {found.slice(0, limit).map((device) => {
          const name = deviceName(device, null) ?? t("ui.survey.device.nameless");
          return (
            <PlainEntry key={device.id} tone="quiet">
              <Inline justify="between" gap="medium">
                <Stack gap="none">
                  <Text weight="strong">{name}</Text>
                  <Text size="small" tone="soft">
                    {[t(`deviceRole.${device.role.value}`), brandAndModel(device), device.addresses[0]?.address]
                      .filter((part) => part != null && part !== name)
                      .join(" · ")}
                  </Text>
                </Stack>
                <Button
                  size="large"
                  icon={Plus}
                  label={t("ui.survey.device.describe", { what: name })}
                  onClick={() => take(device)}
                >
                  {t("ui.survey.device.take")}
                </Button>
              </Inline>
            </PlainEntry>
          );
        })}
      </EntryList>
      {found.length > limit && (
        <Inline>
          <Button size="large" onClick={() => setLimit(limit + FOUND_AT_ONCE)}>
            {t("ui.survey.more", { count: found.length - limit })}
          </Button>
        </Inline>
      )}
    </Stack>
  );
}

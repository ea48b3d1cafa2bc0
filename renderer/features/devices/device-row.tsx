import { memo } from "react";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { GridRow } from "../../ui/grid-list.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { markLook, roleIcon, severityLook } from "./device-look.ts";
import type { ListedDevice } from "./listed-device.ts";

type DeviceRowProps = { row: ListedDevice; index: number; href: string; isTabStop: boolean };

/** Findings that stand beside the name already. */
const SAID_BY_MARKS: ReadonlySet<string> = new Set(["wrong-subnet", "not-activated"]);

/** One device in one row; drawn anew only when something of it changed. */
export const DeviceRow = memo(function DeviceRow({ row, index, href, isTabStop }: DeviceRowProps) {
  const { t, say } = useText();
  const { device, worst } = row;
  const [mac] = device.macs;
  const standsOut = device.findings.find(({ severity, code }) => severity === worst && !SAID_BY_MARKS.has(code));
  const role = t(`deviceRole.${row.role}`);
  const about = [role, row.name === row.brandAndModel ? null : (row.brandAndModel ?? device.maker)];
  return (
    <GridRow
      index={index}
      id={`${row.place}`}
      href={href}
      isTabStop={isTabStop}
      icon={roleIcon[row.role]}
      tone={row.role === "unknown" ? "neutral" : "accent"}
      title={row.name ?? t("ui.devices.nameless")}
      detail={about
        .filter((part) => part !== null && part !== row.name)
        .map((part, position) => (
          <span key={part}>
            {position > 0 && " · "}
            <bdi>{part}</bdi>
          </span>
        ))}
      marks={row.marks.map((mark) => (
        <Badge key={mark} tone={markLook[mark].tone}>
          {t(`ui.devices.mark.${mark}`)}
        </Badge>
      ))}
      second={
        <>
          <Code>{row.address}</Code>
          {row.moreAddresses > 0 && (
            <Text as="span" size="caption" tone="faint">
              {` ${t("ui.devices.moreAddresses", { count: row.moreAddresses })}`}
            </Text>
          )}
        </>
      }
      secondDetail={mac !== undefined && <Code>{mac}</Code>}
      third={row.firmware !== null && <bdi>{row.firmware}</bdi>}
      end={
        worst !== null && (
          <Badge {...severityLook[worst]}>{t(`ui.devices.worst.${worst}`, { count: gravest(row) })}</Badge>
        )
      }
      // Advice and notes are much the same for most devices: their number is enough.
      endDetail={standsOut && (worst === "problem" || worst === "warning") && <bdi>{say(standsOut.title)}</bdi>}
    />
  );
});

const gravest = ({ device, worst }: ListedDevice): number =>
  device.findings.filter(({ severity }) => severity === worst).length;

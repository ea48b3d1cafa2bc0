import type { DeviceFinding } from "#core/lan/device.ts";
import { useText } from "../../i18n/language.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Group, Row, Rows } from "../../ui/rows.tsx";
import { ExternalLink } from "lucide-react";
import { severityLook } from "./device-look.ts";
import { SEVERITIES } from "./listed-device.ts";

type DeviceFindingsCardProps = {
  title: string;
  hint?: string;
  findings: readonly DeviceFinding[];
  /** The devices that a finding about the site is about. */
  devicesOf?: (finding: DeviceFinding) => readonly DeviceLink[];
};

export type DeviceLink = { name: string; href: string };

/** What stands out, what to do about it and where to read more, the gravest first. */
export function DeviceFindingsCard({ title, hint, findings, devicesOf }: DeviceFindingsCardProps) {
  const { t, say } = useText();
  function linksOf(finding: DeviceFinding) {
    const [links, devices] = [safeLinks(finding), devicesOf?.(finding) ?? []];
    return links.length + devices.length > 0 && <Links links={links} devices={devices} />;
  }
  const groups = SEVERITIES.map((severity) => ({
    severity,
    members: findings.filter((finding) => finding.severity === severity),
  })).filter(({ members }) => members.length > 0);
  return (
    <Card title={title} {...(hint !== undefined && { hint })} flush={findings.length > 0}>
      {groups.map(({ severity, members }) => {
        const { tone, icon } = severityLook[severity];
        const name = t(`ui.findings.group.${severity}`, { count: members.length });
        return (
          <Group key={severity} title={name} tone={tone}>
            <Rows label={name}>
              {members.map((finding, index) => (
                <Row
                  // oxlint-disable-next-line react/no-array-index-key -- one code may stand twice, for two ports
                  key={`${finding.code} ${index}`}
                  start={<Icon of={icon} tone={tone} />}
                  title={<bdi>{say(finding.title)}</bdi>}
                  below={linksOf(finding)}
                >
                  {finding.whatToDo !== null && (
                    <p>
                      <bdi>{say(finding.whatToDo)}</bdi>
                    </p>
                  )}
                </Row>
              ))}
            </Rows>
          </Group>
        );
      })}
    </Card>
  );
}

/** Advisories and registers; only what a browser may open safely is a link. */
const safeLinks = ({ links }: DeviceFinding) => links.filter(({ url }) => url.startsWith("https://"));

function Links({ links, devices }: Pick<DeviceFinding, "links"> & { devices: readonly DeviceLink[] }) {
  const { t } = useText();
  return (
    <Inline gap="tight">
      {devices.map(({ name, href }) => (
        <ButtonLink key={href} look="quiet" size="small" href={href}>
          <bdi>{name}</bdi>
        </ButtonLink>
      ))}
      {links.map(({ label, url }) => (
        <ButtonLink
          key={url}
          look="quiet"
          size="small"
          icon={ExternalLink}
          href={url}
          elsewhere={t("ui.settle.newTab")}
        >
          <bdi>{label}</bdi>
        </ButtonLink>
      ))}
    </Inline>
  );
}

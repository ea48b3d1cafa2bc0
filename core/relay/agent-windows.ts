import type { WrittenFile } from "../vpn/written-file.ts";
import { remark } from "../server-setup/values.ts";
import { checkedPlan, knownHosts, opensshArguments, type AgentPlan } from "./agent-plan.ts";

/** Owned by administrators; ProgramData's own right for everybody to read is taken away by the installation. */
const FOLDER = "C:\\ProgramData\\FarsiteRelay";
const TASK = "Farsite relay";
const SSH = "C:\\Windows\\System32\\OpenSSH\\ssh.exe";
/** NT AUTHORITY\LOCAL SERVICE: no password, few rights, present in every language of Windows. */
const LOCAL_SERVICE = "S-1-5-19";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text of XML 1.0. @throws RangeError for what XML can't hold (section 2.2) or reads as something else (carriage return, 2.11) */
export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(text) || !text.isWellFormed()) {
    throw new RangeError(`not for XML: ${JSON.stringify(text.slice(0, 80))}`);
  }
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/**
 * One argument of a Windows command line, as the C runtime takes it apart again (CommandLineToArgvW).
 *
 * @throws RangeError for NUL
 */
export function windowsArgument(text: string): string {
  if (text.includes("\0")) throw new RangeError("a command line can't hold NUL");
  if (/^[^\s"]+$/.test(text)) return text;
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1")}"`;
}

/**
 * The task, for Task Scheduler 1.4 (Windows 10 and Server 2016). A service would need a program that speaks to the service manager,
 * which ssh.exe does not. It is started at boot and looked after every minute: one that runs is left alone, and "restart on failure" is
 * not relied on, since it counts only three times. The ports are tried one after the other.
 *
 * @throws RangeError
 */
export function windowsTask(plan: AgentPlan): string {
  const { site, ports } = checkedPlan(plan);
  const client = opensshArguments(plan, { keyFile: `${FOLDER}\\key`, knownHostsFile: `${FOLDER}\\known_hosts` });
  const actions = ports.map((port) => ({ program: SSH, words: ["-p", String(port), ...client] }));
  return tunnelTask(site, actions);
}

/** A task that runs programs one after the other, for ever. @throws RangeError */
export function tunnelTask(
  site: string,
  programs: readonly { readonly program: string; readonly words: readonly string[] }[],
): string {
  const everyMinute = "<Repetition><Interval>PT1M</Interval><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>";
  const actions = programs.map(({ program, words }) => {
    const line = words.map(windowsArgument).join(" ");
    return `    <Exec><Command>${xmlText(program)}</Command><Arguments>${xmlText(line)}</Arguments></Exec>`;
  });
  return [
    '<?xml version="1.0"?>',
    '<Task version="1.4" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    `  <RegistrationInfo><Description>${xmlText(`By Farsite. ${remark("", site).trim()}`.trim())}</Description></RegistrationInfo>`,
    "  <Triggers>",
    `    <BootTrigger>${everyMinute}</BootTrigger>`,
    `    <TimeTrigger>${everyMinute}<StartBoundary>2020-01-01T00:00:00</StartBoundary></TimeTrigger>`,
    "  </Triggers>",
    `  <Principals><Principal id="Relay"><UserId>${LOCAL_SERVICE}</UserId><RunLevel>LeastPrivilege</RunLevel></Principal></Principals>`,
    "  <Settings>",
    "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
    "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
    "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
    "    <StartWhenAvailable>true</StartWhenAvailable>",
    "    <IdleSettings><StopOnIdleEnd>false</StopOnIdleEnd></IdleSettings>",
    "    <Hidden>false</Hidden>",
    "    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>",
    "  </Settings>",
    '  <Actions Context="Relay">',
    ...actions,
    "  </Actions>",
    "</Task>",
    "",
  ].join("\r\n");
}

/** Everything of the agent but its installation. @throws RangeError */
export function windowsAgentFiles(plan: AgentPlan, privateKey: string): WrittenFile[] {
  return [
    { fileName: "relay-task.xml", text: windowsTask(plan), installPath: null, isSecret: false },
    { fileName: "known_hosts", text: knownHosts(plan), installPath: `${FOLDER}\\known_hosts`, isSecret: false },
    { fileName: "key", text: privateKey, installPath: `${FOLDER}\\key`, isSecret: true },
  ];
}

/** What a task's installation has to know. Every word is Farsite's own. */
interface WindowsInstall {
  readonly what: string;
  readonly task: string;
  readonly taskFile: string;
  readonly folder: string;
  /** Copied into the folder, where LOCAL SERVICE may read and run them. */
  readonly files: readonly string[];
  /** Before anything is changed. */
  readonly check: readonly string[];
}

/**
 * Run as administrator beside the files. Rights are given by SID, since groups are called differently in every language; OpenSSH
 * refuses a key that others can read.
 */
export const windowsInstall = ({ what, task, taskFile, folder, files, check }: WindowsInstall): string =>
  [
    `# By Farsite: installs ${what}.`,
    "#Requires -RunAsAdministrator",
    "$ErrorActionPreference = 'Stop'",
    `$folder = '${folder}'`,
    ...check,
    `Stop-ScheduledTask -TaskName '${task}' -ErrorAction SilentlyContinue`,
    "New-Item -ItemType Directory -Force -Path $folder | Out-Null",
    // First the folder, so that the key is never readable by others.
    `& icacls.exe $folder /inheritance:r /grant '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' '*${LOCAL_SERVICE}:(OI)(CI)RX' | Out-Null`,
    "if ($LASTEXITCODE -ne 0) { throw 'The rights of the folder could not be set.' }",
    `foreach ($name in ${files.map((name) => `'${name}'`).join(", ")}) {`,
    "  $target = Join-Path $folder $name",
    "  Copy-Item -Force -LiteralPath (Join-Path $PSScriptRoot $name) -Destination $target",
    `  & icacls.exe $target /setowner '*S-1-5-32-544' | Out-Null`,
    `  & icacls.exe $target /inheritance:r /grant:r '*S-1-5-18:F' '*S-1-5-32-544:F' '*${LOCAL_SERVICE}:RX' | Out-Null`,
    "  if ($LASTEXITCODE -ne 0) { Remove-Item -Force $target; throw 'The rights of a file could not be set.' }",
    "}",
    `$task = Get-Content -Raw -Encoding UTF8 -LiteralPath (Join-Path $PSScriptRoot '${taskFile}')`,
    `Register-ScheduledTask -TaskName '${task}' -Xml $task -Force | Out-Null`,
    `Start-ScheduledTask -TaskName '${task}'`,
    "",
  ].join("\r\n");

export const windowsUninstall = ({ what, task, folder }: Pick<WindowsInstall, "what" | "task" | "folder">): string =>
  [
    `# By Farsite: removes ${what}.`,
    "#Requires -RunAsAdministrator",
    "$ErrorActionPreference = 'Stop'",
    `Stop-ScheduledTask -TaskName '${task}' -ErrorAction SilentlyContinue`,
    `Unregister-ScheduledTask -TaskName '${task}' -Confirm:$false -ErrorAction SilentlyContinue`,
    `Remove-Item -Recurse -Force -LiteralPath '${folder}' -ErrorAction SilentlyContinue`,
    "",
  ].join("\r\n");

const RELAY = { what: "the relay's task", task: TASK, folder: FOLDER };

export const WINDOWS_INSTALL = windowsInstall({
  ...RELAY,
  taskFile: "relay-task.xml",
  files: ["key", "known_hosts"],
  check: [
    `if (-not (Test-Path '${SSH}')) { Add-WindowsCapability -Online -Name 'OpenSSH.Client~~~~0.0.1.0' | Out-Null }`,
    `if (-not (Test-Path '${SSH}')) { throw 'The OpenSSH client is missing: add it in Settings, Optional features.' }`,
  ],
});

export const WINDOWS_UNINSTALL = windowsUninstall(RELAY);

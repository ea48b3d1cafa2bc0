import { forwardsOf } from "./box-conf.ts";
import type { SiteBoxInput } from "./box-input.ts";

/** What the Windows scripts need of a site, as JSON: no secret, and nothing that PowerShell would read as its own. */
export const windowsConf = ({ siteId, primary, fallback, health, devices }: SiteBoxInput): string =>
  // ASCII only: Windows PowerShell 5.1 reads a file without a mark as the local code page.
  `${JSON.stringify(
    {
      siteId,
      interfaceName: primary?.interfaceName ?? "",
      hubAddress: primary?.hubAddress ?? "",
      sshHost: fallback?.host ?? "",
      sshPorts: fallback?.ports ?? [],
      sshUser: fallback?.user ?? "",
      sshForwards: fallback === null ? [] : forwardsOf(fallback),
      health: health?.kind ?? "",
      healthHost: health?.kind === "ssh" ? health.host : "",
      healthPort: health?.kind === "ssh" ? health.port : 0,
      healthUser: health?.kind === "ssh" ? health.user : "",
      healthUrl: health?.kind === "https" ? health.url : "",
      devices: devices.map(({ address, port }) => ({ address, port })),
    },
    null,
    2,
  )}\n`;

/** `install.ps1`: the same as install.sh, with Windows' own means: WireGuard's tunnel service, OpenSSH, the task scheduler. */
export const WINDOWS_INSTALL = String.raw`#requires -RunAsAdministrator
# Farsite: sets up this PC for its site. Running it again does no harm.
$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $PSScriptRoot
. .\windows\words.ps1

foreach ($line in Get-Content -LiteralPath 'SHA256SUMS') {
  if ($line -notmatch '^([0-9a-f]{64})  (.+)$') { throw $SAY_DAMAGED }
  if ((Get-FileHash -Algorithm SHA256 -LiteralPath $Matches[2]).Hash -ne $Matches[1]) { throw $SAY_DAMAGED }
}
$conf = Get-Content -Raw -LiteralPath 'windows\box.json' | ConvertFrom-Json
$wireguard = Join-Path $env:ProgramFiles 'WireGuard\wireguard.exe'
$ssh = Join-Path $env:SystemRoot 'System32\OpenSSH\ssh.exe'
if ($conf.interfaceName -and -not (Test-Path -LiteralPath $wireguard)) { throw ($SAY_MISSING + 'WireGuard (wireguard.com/install)') }
if (($conf.sshHost -or $conf.health -eq 'ssh') -and -not (Test-Path -LiteralPath $ssh)) { throw ($SAY_MISSING + 'OpenSSH Client') }

function Open-Secrets([string] $passphrase) {
  # The form of "openssl enc -pbkdf2": "Salted__", 8 bytes of salt, AES-256-CBC.
  $bytes = [IO.File]::ReadAllBytes((Join-Path $PSScriptRoot 'secrets.enc'))
  $salt = [byte[]] $bytes[8..15]
  $derived = New-Object Security.Cryptography.Rfc2898DeriveBytes(
    [Text.Encoding]::ASCII.GetBytes($passphrase), $salt, 600000, [Security.Cryptography.HashAlgorithmName]::SHA256)
  $aes = [Security.Cryptography.Aes]::Create()
  $aes.Key = $derived.GetBytes(32)
  $aes.IV = $derived.GetBytes(16)
  try {
    $plain = $aes.CreateDecryptor().TransformFinalBlock($bytes, 16, $bytes.Length - 16)
    $text = [Text.Encoding]::UTF8.GetString($plain)
    if ($text.StartsWith('farsite-secrets-1')) { return $text }
  } catch [Security.Cryptography.CryptographicException] { }
  return $null
}

$text = $null
for ($tries = 3; $tries -gt 0 -and $null -eq $text; $tries--) {
  $typed = Read-Host -AsSecureString $SAY_PASSPHRASE
  $typed = (New-Object Net.NetworkCredential('', $typed)).Password
  $text = Open-Secrets ($typed.ToLowerInvariant() -replace '[^a-z0-9]', '')
  if ($null -eq $text -and $tries -gt 1) { Write-Host $SAY_TRY_AGAIN }
}
if ($null -eq $text) { throw $SAY_WRONG_PASSPHRASE }
$end = $text.LastIndexOf('sha256 ')
$hash = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($text.Substring(0, $end)))
if ([BitConverter]::ToString($hash).Replace('-', '').ToLowerInvariant() -ne $text.Substring($end + 7).Trim()) { throw $SAY_DAMAGED }
$secrets = @{}
foreach ($line in $text.Substring(0, $end).Split([char] 10)) {
  $name, $value = $line.Split(' ')
  if ($value) { $secrets[$name] = [Convert]::FromBase64String($value) }
}

$home_ = Join-Path $env:ProgramData 'Farsite'
New-Item -ItemType Directory -Force -Path $home_ | Out-Null
# SYSTEM and administrators, by their numbers: their names are translated.
& icacls.exe $home_ /inheritance:r /grant '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' | Out-Null
foreach ($name in 'box.json', 'words.ps1', 'farsite-path.ps1', 'farsite-tunnel.ps1', 'farsite-box-check.ps1') {
  Copy-Item -Force -LiteralPath (Join-Path 'windows' $name) -Destination $home_
}
Copy-Item -Force -LiteralPath 'known_hosts' -Destination $home_
foreach ($name in $secrets.Keys) {
  $file = if ($name -eq 'wireguard.conf') { $conf.interfaceName + '.conf' } else { $name }
  [IO.File]::WriteAllBytes((Join-Path $home_ $file), $secrets[$name])
}

if ($conf.interfaceName) {
  & $wireguard /uninstalltunnelservice $conf.interfaceName 2>$null
  Start-Sleep -Seconds 2
  & $wireguard /installtunnelservice (Join-Path $home_ ($conf.interfaceName + '.conf'))
  Set-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters' -Name IPEnableRouter -Value 1
}
$powershell = Join-Path $env:SystemRoot 'System32\WindowsPowerShell\v1.0\powershell.exe'
function Add-Task([string] $name, [string] $file, $trigger, $limit) {
  $arguments = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "{0}"' -f (Join-Path $home_ $file)
  $action = New-ScheduledTaskAction -Execute $powershell -Argument $arguments
  $principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
  $settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit $limit
  $given = @{ TaskName = $name; Action = $action; Principal = $principal; Settings = $settings; Force = $true }
  if ($trigger) { $given.Trigger = $trigger }
  Register-ScheduledTask @given | Out-Null
}
if ($conf.sshHost) { Add-Task 'FarsiteTunnel' 'farsite-tunnel.ps1' $null ([TimeSpan]::Zero) }
$every = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1)
Add-Task 'FarsitePath' 'farsite-path.ps1' $every (New-TimeSpan -Minutes 5)
Write-Host $SAY_SET_UP
Start-Sleep -Seconds 10
& (Join-Path $home_ 'farsite-box-check.ps1')
exit $LASTEXITCODE
`;

/** The same decisions as farsite-path, once a minute. */
export const WINDOWS_PATH = String.raw`# Farsite: keeps this PC's way to the hub. Called by the task scheduler.
$ErrorActionPreference = 'Continue'
$home_ = Join-Path $env:ProgramData 'Farsite'
. (Join-Path $home_ 'farsite-box-check.ps1') -OnlyFunctions
$file = Join-Path $home_ 'path.state.json'
$now = Get-Now
$state = @{ path = 'primary'; since = $now; bad = 0; goodSince = 0; wait = 300; recovered = 0; restarted = 0; reported = 0; standingIn = $false }
try {
  $kept = Get-Content -Raw -LiteralPath $file -ErrorAction Stop | ConvertFrom-Json
  foreach ($key in @($state.Keys)) { if ($null -ne $kept.$key) { $state[$key] = $kept.$key } }
} catch { }
foreach ($key in 'since', 'goodSince') { if ($state[$key] -gt $now) { $state[$key] = $now } }
foreach ($key in 'recovered', 'restarted', 'reported') { if ($state[$key] -gt $now) { $state[$key] = 0 } }

$was = $state.path
if (Test-Primary) {
  $state.bad = 0
  if ($state.goodSince -eq 0) { $state.goodSince = $now }
  if ($state.standingIn -and $now - $state.goodSince -ge $state.wait) {
    Stop-ScheduledTask -TaskName 'FarsiteTunnel'
    Stop-Tunnel
    $state.standingIn = $false
    $state.recovered = $now
  }
  $state.path = if ($state.standingIn -and (Test-Fallback)) { 'fallback' } else { 'primary' }
} else {
  $state.goodSince = 0
  $state.bad++
  if ($state.bad -ge 2) {
    if ($conf.sshHost) {
      if (-not $state.standingIn -and $conf.interfaceName) {
        $isFlapping = $state.recovered -gt 0 -and $now - $state.recovered -lt 3600
        $state.wait = if ($isFlapping) { [Math]::Min(3600, $state.wait * 2) } else { 300 }
      }
      $state.standingIn = $true
      Start-ScheduledTask -TaskName 'FarsiteTunnel'
    }
    if ($conf.interfaceName -and $now - $state.restarted -ge 600) {
      if ($state.restarted -ne 0) { Restart-Service -Force -Name ('WireGuardTunnel$' + $conf.interfaceName) }
      $state.restarted = $now
    }
    $state.path = if (Test-Fallback) { 'fallback' } else { 'none' }
  }
}
if ($state.path -ne $was) { $state.since = $now; $state.reported = 0 }
if ($conf.health -and $now - $state.reported -ge 300) {
  $state.reported = $now
  $devices = @($conf.devices | ForEach-Object { @{ address = $_.address; port = $_.port; answers = (Test-Port $_.address $_.port) } })
  $line = @{ site = $conf.siteId; path = $state.path; since = $state.since; at = $now; devices = $devices } | ConvertTo-Json -Compress -Depth 4
  if ($conf.health -eq 'https') {
    $line | & curl.exe -sS -m 20 -o NUL --config (Join-Path $home_ 'health.curl') --data-binary '@-'
  } else {
    $line | & $ssh -F none -T -i (Join-Path $home_ 'health-key') -p $conf.healthPort -o BatchMode=yes -o ConnectTimeout=10 -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o ('UserKnownHostsFile="{0}"' -f (Join-Path $home_ 'known_hosts')) -l $conf.healthUser -- $conf.healthHost health | Out-Null
  }
}
$state | ConvertTo-Json | Set-Content -LiteralPath ($file + '.new')
Move-Item -Force -LiteralPath ($file + '.new') -Destination $file
`;

export const WINDOWS_TUNNEL = String.raw`# Farsite: the fallback by OpenSSH. Started and stopped by farsite-path.
$home_ = Join-Path $env:ProgramData 'Farsite'
$conf = Get-Content -Raw -LiteralPath (Join-Path $home_ 'box.json') | ConvertFrom-Json
$ssh = Join-Path $env:SystemRoot 'System32\OpenSSH\ssh.exe'
$forwards = @($conf.sshForwards | ForEach-Object { '-R'; $_ })
while ($true) {
  foreach ($port in $conf.sshPorts) {
    $arguments = @('-F', 'none', '-N', '-T', '-i', ('"{0}"' -f (Join-Path $home_ 'ssh-key')), '-p', $port, '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15',
      '-o', 'IdentitiesOnly=yes', '-o', 'ExitOnForwardFailure=yes', '-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3',
      '-o', 'StrictHostKeyChecking=yes', '-o', ('UserKnownHostsFile="{0}"' -f (Join-Path $home_ 'known_hosts'))) + $forwards + @('-l', $conf.sshUser, '--', $conf.sshHost)
    $process = Start-Process -FilePath $ssh -ArgumentList $arguments -PassThru -WindowStyle Hidden
    Set-Content -LiteralPath (Join-Path $home_ 'tunnel.pid') -Value $process.Id
    $process.WaitForExit()
  }
  Start-Sleep -Seconds 15
}
`;

/** Also the functions that farsite-path uses. */
export const WINDOWS_CHECK = String.raw`# Farsite: says how this PC is. Changes nothing.
param([switch] $OnlyFunctions)
$home_ = Join-Path $env:ProgramData 'Farsite'
$conf = Get-Content -Raw -LiteralPath (Join-Path $home_ 'box.json') | ConvertFrom-Json
$ssh = Join-Path $env:SystemRoot 'System32\OpenSSH\ssh.exe'
. (Join-Path $home_ 'words.ps1')

function Get-Now { [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() }
function Get-HandshakeAge {
  $newest = 0
  foreach ($line in & (Join-Path $env:ProgramFiles 'WireGuard\wg.exe') show $conf.interfaceName latest-handshakes 2>$null) {
    $at = [long] ($line -split '\s+')[-1]
    if ($at -gt $newest) { $newest = $at }
  }
  if ($newest -eq 0) { return $null }
  return (Get-Now) - $newest
}
function Test-Primary {
  if (-not $conf.interfaceName) { return $false }
  $age = Get-HandshakeAge
  if ($null -eq $age -or $age -gt 180) { return $false }
  return Test-Connection -ComputerName $conf.hubAddress -Count 1 -Quiet
}
function Get-Tunnel {
  $id = Get-Content -LiteralPath (Join-Path $home_ 'tunnel.pid') -ErrorAction SilentlyContinue
  if ($id) { Get-Process -Id $id -ErrorAction SilentlyContinue | Where-Object { $_.ProcessName -eq 'ssh' } }
}
# ssh gives up within 15 seconds without a server or one of its ports: what lasts longer stands.
function Test-Fallback {
  $process = Get-Tunnel
  return [bool] ($process -and ((Get-Date) - $process.StartTime).TotalSeconds -gt 25)
}
function Stop-Tunnel { Get-Tunnel | Stop-Process -Force }
function Test-Port([string] $address, [int] $port) {
  $client = New-Object Net.Sockets.TcpClient
  try { return $client.ConnectAsync($address, $port).Wait(2000) -and $client.Connected } catch { return $false } finally { $client.Dispose() }
}
if ($OnlyFunctions) { return }

$reached = $false
if ($conf.interfaceName) {
  $age = Get-HandshakeAge
  if ($null -eq $age) { Write-Host $SAY_NO_HANDSHAKE }
  elseif ($age -gt 180) { Write-Host ('{0} ({1} s)' -f $SAY_OLD_HANDSHAKE, $age) }
  elseif (Test-Primary) { Write-Host $SAY_TUNNEL_UP; $reached = $true }
  else { Write-Host $SAY_NO_PING }
}
if ($conf.sshHost) {
  if (Test-Fallback) { Write-Host $SAY_FALLBACK_UP; $reached = $true }
  elseif ($reached) { Write-Host $SAY_FALLBACK_WAITS }
  else { Write-Host $SAY_FALLBACK_DOWN }
}
foreach ($device in $conf.devices) {
  $word = if (Test-Port $device.address $device.port) { $SAY_DEVICE_UP } else { $SAY_DEVICE_DOWN }
  Write-Host ('{0} {1} {2}' -f $word, $device.address, $device.port)
}
if ($reached) { Write-Host $SAY_ALIVE; exit 0 } else { Write-Host $SAY_DEAD; exit 1 }
`;

export const WINDOWS_UNINSTALL = String.raw`#requires -RunAsAdministrator
# Farsite: takes everything away that install.ps1 put on this PC.
Set-Location -LiteralPath $PSScriptRoot
. .\windows\words.ps1
$conf = Get-Content -Raw -LiteralPath 'windows\box.json' | ConvertFrom-Json
foreach ($name in 'FarsitePath', 'FarsiteTunnel') {
  Stop-ScheduledTask -TaskName $name -ErrorAction SilentlyContinue
  Unregister-ScheduledTask -TaskName $name -Confirm:$false -ErrorAction SilentlyContinue
}
$home_ = Join-Path $env:ProgramData 'Farsite'
$id = Get-Content -LiteralPath (Join-Path $home_ 'tunnel.pid') -ErrorAction SilentlyContinue
if ($id) { Get-Process -Id $id -ErrorAction SilentlyContinue | Where-Object { $_.ProcessName -eq 'ssh' } | Stop-Process -Force }
if ($conf.interfaceName) { & (Join-Path $env:ProgramFiles 'WireGuard\wireguard.exe') /uninstalltunnelservice $conf.interfaceName 2>$null }
Remove-Item -Recurse -Force -LiteralPath $home_ -ErrorAction SilentlyContinue
Write-Host $SAY_REMOVED
`;

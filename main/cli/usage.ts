import { DECODE_KINDS } from "#core/codec/decode-kinds.ts";
import { systemErrorCode } from "#host/system-error.ts";

/** The exit statuses of the command line, a public interface. */
export const EXIT = { ran: 0, couldNotRun: 1, wrongUsage: 2, cancelled: 130 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Wrong words on the command line; ends with status 2. */
export class UsageError extends Error {}

/** Also where Node's parser of arguments found it. */
export const isWrongUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof TypeError && systemErrorCode(error)?.startsWith("ERR_PARSE_ARGS_") === true);

export const USAGE = `farsite: why can't this recorder be reached from outside, and what will work here?

  farsite survey [--json] [--save] [--stun HOST:PORT]... [--whoami URL]...
                 [--vantage URL] [--no-mapping] [--only PROBE,PROBE...]
      One check of the site this computer is connected to.
      --stun, --whoami   ask these servers instead of the configured ones
      --vantage          test from outside with this one (URL#TOKEN, or its token in
                         FARSITE_VANTAGE_TOKEN)
      --no-mapping       don't ask the router to open a test port
      --only             these probes and no others: interfaces, name-servers, proxy,
                         local-firewall, router-page, upnp, nat-pmp, pcp, stun, nat-behaviour,
                         public-address, own-address-ping, path, outer-box, nat64, vantage,
                         other-sites, binding-lifetime (minutes; only when named)
      --save             keep the check as a new site
  farsite scan [--range CIDR]... [--yes] [--json] [--save] [--discover-only] [--add ADDRESS]...
      The devices on this computer's networks: recorders, cameras, panels, and what else answers.
      --range            private addresses of this site, 192.168.1.0/24; else the computer's own
                         networks are proposed
      --yes              don't ask before the ranges are swept; they have to be given then
      --discover-only    only listen and ask everybody at once; no address is tried by itself
      --add              look at this address as well
      --save             keep the result as a new site
  farsite replay FILE [--json]       the verdict from a recorded check ("-" reads standard input)
  farsite list [--json]              the sites on this computer
  farsite show SITE [--json] [--history]
      One survey. SITE: its id, the beginning of it, or its name; “sample” is one that comes with Farsite.
      --history          what was changed when, and by whom
  farsite verify SITE [--json] [--save]
      Its forwarded ports from outside, once more: by the test server outside, or by this computer
      where it is at another place. For a scheduler as well; status 0 also where one is not proven.
      --save             keep the result when it differs from the last one
  farsite rehearse [SITE] [--join CODE|--by-hand|--join-by-hand] [--name NAME]
                 [--forwarded ADDRESS:PORT[=LOCALPORT]] [--no-mapping] [--save] [--json]
      A direct connection tried out with a colleague's Farsite: direct, relayed, or not at all.
      --join             the code that the other screen shows; without, this one shows a code
      --by-hand          two texts instead of a code, without a test server outside
      --join-by-hand     the other end of that
      --forwarded        a UDP port of this computer that was forwarded by hand
      --save             keep the result in SITE's survey
  farsite export SITE...|--all -o FILE [--no-photos] [--json]
                 [--passphrase-file FILE|--passphrase-env NAME]
      Surveys as one .farsite file for another laptop; with a passphrase it is encrypted (age).
  farsite import FILE [--yes] [--json] [--passphrase-file FILE|--passphrase-env NAME]
      Shows what the file would bring, asks, and takes it in; nothing that is here is overwritten.
  farsite advise SITE [--json] [--choose ROUTE [--reason TEXT]]
      Which routes work at this site and why, the best first; and deciding for one.
      --reason           needed against the recommendation
  farsite forward SITE [--walk WALK] [--device ID] [--do EVENT [--set NAME=VALUE]...] [--json]
      A walk-through step by step; it goes on where it was.
      --walk             port-forward (default), public-ip, fix-double-nat, ipv6-direct,
                         mobile-line, vendor-cloud, mesh-vpn, router-vpn
      --do, --set        one event with its values instead of questions, for scripts
  farsite forward SITE --list [--json]            the ports opened for this site
  farsite forward SITE --close ID [--json]        closes one at the router
  farsite servers [list] [--json]    the firm's own servers, as this laptop knows them
  farsite servers show NAME [--json]
  farsite servers check NAME [--json]
      Logs in and reads how it stands; asks from here whether its VPN and its TURN answer.
  farsite servers files NAME -o DIR [--with-keys] [--json]
      Its set-up: the text for the provider's “user data” field, and each file of it.
      --with-keys        with the server's keys, as it is to be pasted; else placeholders
  farsite tunnels SITE [--json]      the site's VPNs and relays, and whether they are proven
  farsite tunnels prove SITE [TUNNEL] [--account ACCOUNT] [--open [--reconnect]] [--json]
      Asks the devices in their own protocol through the finished path; kept in the survey.
      TUNNEL: its id, the beginning of it, or its kind (wireguard, ssh ...); else all of them
      --account          play the stream with this login of the survey, and measure it
      --open             hold an SSH relay open from this laptop for as long as the test takes
      --reconnect        cut it, and see whether it comes back
  farsite tunnels files SITE TUNNEL -o DIR [--end site|server] [--platform PLATFORM] [--with-keys]
      What one end is told: files, steps, and values to type in.
  farsite tunnels kit SITE [TUNNEL] -o DIR [--json [--with-passphrase]]
      Everything for the site's box on a USB stick. Its passphrase is shown once.
  farsite turn HOST[:PORT] [--user NAME] [--shared-secret] [--secret-file FILE]
               [--transport udp,tcp,tls] [--tls-port PORT] [--authority FILE] [--json]
      Whether a TURN server relays for who is here. With --user its password is asked for, else
      the shared secret (--shared-secret: that one for this user); never on the command line.
  farsite wireguard probe HOST[:PORT] --key PUBLICKEY [--private-key-file FILE]
                          [--preshared-key-file FILE] [--also-port PORT]... [--tcp-port PORT]...
                          [--stun HOST:PORT]... [--json]
      Whether a WireGuard hub answers from here, and if not, why. The private key is asked for.
  farsite wireguard probe --server NAME
      The firm's own, by the key that this laptop keeps for such tests.
  farsite wireguard probe --site SITE [--tunnel TUNNEL] [--yes]
      As the site, by its own key: before its end is set up.
  farsite mesh [SITE] [--json]       Tailscale, ZeroTier, NetBird on this laptop; direct or relayed
  farsite vpn-config FILE [--narrow] [--json]
      What a WireGuard or OpenVPN configuration from elsewhere would do. Nothing of it is run.
      --narrow           print the same with only what is needed
  farsite hub init --url postgres://ADMIN@HOST[:PORT]/DATABASE
      Prepares a PostgreSQL (13 or newer) as the server of the firm's laptops, or brings it up to date.
  farsite hub add NAME --url ...     a login for a technician, with the line for his laptop
  farsite hub remove NAME --url ...  he can't log in any more; what he brought stays
  farsite hub status --url ... [--json]
      --authority        PEM file of who signed the server's certificate; else the public ones
      --password-file    or PGPASSWORD, or it is asked for; never on the command line
  farsite hub use [--authority FILE] this laptop's hub, by the line from “hub add” (asked for)
  farsite hub forget                 no longer; the surveys stay
  farsite sync [--json]              own surveys to the hub, those of the others from it
  farsite decode KIND [FILE] [--hex] [--from ADDRESS] [--location URL] [--action NAME]
      What our parser makes of a captured answer, as JSON. What came with it helps: who
      sent it, the URL it was fetched from, the SOAP action it answers.
      KIND: ${DECODE_KINDS.join(", ")}
  farsite vantage [--listen ADDRESS:PORT]... [--ports udp:PORT,tcp:PORT...] [--token-file FILE]
                  [--tokens FILE] [--tls-cert FILE --tls-key FILE] [--no-stun]
                  [--metrics ADDRESS:PORT] [--json-log]
      Your own test server outside, to run on any server with a public address.
      --listen           default 0.0.0.0:8443 and [::]:8443
      --ports            default: those that VPNs need; "none" for none
      --token-file       or FARSITE_VANTAGE_TOKEN; else a new token is made and shown
      --tokens           one token for each technician; a change counts at once
      --metrics          figures for Prometheus there, without a token: best on loopback
  farsite vantage token NAME --tokens FILE [--url URL] [--remove]
      A token for a technician, with the line for his laptop; or he can't use it any more.
  farsite vantage setup --kind systemd|container|cloud-init [--host NAME] [--technician NAME]...
                  [--bundle-url URL] -o DIR
      Everything a server needs for it, ready to copy or to paste as user data.
  farsite doctor [--json]            what Farsite needs on this computer, and whether it has it
  farsite help, farsite --version

  --lang en|de       language of the sentences (JSON: English unless given)
  FARSITE_DATA       folder for the database
  FARSITE_STUN, FARSITE_WHOAMI   like --stun and --whoami, separated by commas
  FARSITE_VANTAGE                like --vantage

  Exit status: 0 ran, 1 could not run, 2 wrong usage, 130 cancelled.
`;

/** What the usage says of one command, its every form; all of it where there is no such command. */
export function usageOf(name: string): string {
  const lines = USAGE.split("\n");
  const begins = lines.flatMap((line, index) => (line.startsWith(`  farsite ${name} `) ? [index] : []));
  const forms = begins.flatMap((begin) => {
    // What belongs to a form stands further in.
    const length = lines.slice(begin + 1).findIndex((line) => !line.startsWith("   "));
    return lines.slice(begin, begin + 1 + length);
  });
  return forms.length === 0
    ? USAGE
    : [...forms, "", "  farsite help shows all commands and what holds for each.", ""].join("\n");
}

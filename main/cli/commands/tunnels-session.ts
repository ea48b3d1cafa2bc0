import type { Locale } from "#core/survey/settings.ts";
import type { createI18n, Translate } from "#core/text/translate.ts";
import type { SitePlatform } from "#core/tunnel/tunnel.ts";
import type { Host } from "#host/host.ts";
import type { CommandContext } from "../command-context.ts";

export interface TunnelOptions {
  output: string | null;
  end: "site" | "server";
  platform: SitePlatform | null;
  withKeys: boolean;
  withPassphrase: boolean;
  /** The site's relay is held open from this laptop for the test. */
  open: boolean;
  /** It is cut, to see whether it comes back. */
  reconnect: boolean;
  /** With which of the survey's accounts a stream is played; null: none is. */
  account: string | null;
}

/** One run of `farsite tunnels`. */
export interface TunnelSession {
  host: Host;
  context: CommandContext;
  siteId: string;
  locale: Locale;
  t: ReturnType<typeof createI18n>["t"];
  say: Translate;
  asJson: boolean;
  options: TunnelOptions;
}

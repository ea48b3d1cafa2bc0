import { localeSchema, type Locale } from "#core/survey/settings.ts";
import { UsageError } from "./usage.ts";

/** `--lang` if given, else the fallback, else the system's language where the app speaks it. */
export function chooseLocale(
  asked: string | undefined,
  fallback: Locale | null,
  environment: NodeJS.ProcessEnv = process.env,
): Locale {
  if (asked !== undefined) {
    const parsed = localeSchema.safeParse(asked);
    if (!parsed.success) throw new UsageError(`--lang: ${localeSchema.options.join(" or ")}`);
    return parsed.data;
  }
  const system = (environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "").slice(0, 2);
  return fallback ?? localeSchema.safeParse(system).data ?? "en";
}

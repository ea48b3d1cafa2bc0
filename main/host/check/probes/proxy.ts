import { ask, type CheckContext } from "../check-context.ts";

/** A proxy for web pages: with one, an address page tells the proxy's address and not the line's. */
export async function probeProxy(context: CheckContext): Promise<void> {
  await ask(context, { id: "proxy/settings", probe: "proxy", question: "system-proxy", asked: null }, async () => {
    const settings = await context.computer.readProxySettings();
    return {
      data: { kind: "system-proxy", ...settings },
      answeredBy: null,
      raw: `proxy ${settings.proxy ?? "-"}\nscript ${settings.autoConfigUrl ?? "-"}`,
    };
  });
}

import { inspect } from "node:util";
import { createRouterClient } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import type { MessagePortMain } from "electron";
import { HostError } from "#core/contract/errors.ts";
import { defaultSettings } from "#core/survey/settings.ts";
import { createHost, type RunningHost } from "#host/create-host.ts";
import { guardPort, type GuardedPort } from "./guarded-port.ts";
import {
  failureDataSchema,
  hostOptionsSchema,
  shellSettingsSchema,
  toHostSchema,
  type FromHost,
} from "./host-messages.ts";

// The host, in a process of its own: a probe that hangs or a native module that crashes must not take the window along.

const { parentPort } = process;

function tell(message: FromHost): void {
  parentPort.postMessage(message);
}

/** Hands the shell what it shows itself, whenever the page has read or changed the settings. */
function passOnSettings(path: readonly string[], output: unknown): void {
  if (path[0] !== "settings") return;
  const settings = shellSettingsSchema.safeParse(output);
  if (settings.success) tell({ type: "settings", settings: settings.data });
}

function serve(host: RunningHost): void {
  const handler = new RPCHandler(host.router, {
    clientInterceptors: [
      async (call) => {
        const output: unknown = await call.next();
        passOnSettings(call.path, output);
        return output;
      },
    ],
  });
  let page: GuardedPort | undefined;

  const close = (): void => {
    page?.close();
    // An error on the way out must not keep the shell waiting.
    void host.close().finally(() => process.exit(0));
  };

  parentPort.on("message", (event: { readonly data: unknown; readonly ports: readonly MessagePortMain[] }) => {
    const message = toHostSchema.parse(event.data);
    switch (message.type) {
      case "port": {
        const [port] = event.ports;
        if (port === undefined) return;
        // One window, one line: a reloaded page's calls end here, not when its old port happens to be collected.
        page?.close();
        page = guardPort(port);
        handler.upgrade(page);
        port.start();
        return;
      }
      case "close":
        close();
        return;
      default:
        message satisfies never;
    }
  });
}

const isHostError = (error: unknown): error is HostError => error instanceof HostError;

function failure(error: unknown): FromHost {
  if (!isHostError(error)) return { type: "failed", code: "UNEXPECTED", data: {} };
  return { type: "failed", code: error.code, data: failureDataSchema.catch({}).parse(error.data) };
}

// Ctrl-C reaches every process of the terminal; when to go is the shell's decision, which first lets mappings be removed.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

try {
  const options = hostOptionsSchema.parse(JSON.parse(process.argv.at(-1) ?? ""));
  const host = await createHost({ shell: "desktop", ...options });
  serve(host);
  // Settings that can't be read are the page's to report.
  const settings = await createRouterClient(host.router)
    .settings.get()
    .catch(() => defaultSettings);
  tell({ type: "ready", settings: shellSettingsSchema.parse(settings) });
} catch (error) {
  process.stderr.write(`${inspect(error)}\n`);
  tell(failure(error));
}

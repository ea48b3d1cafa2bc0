import { ownWords } from "../lan/own-words.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { Locale } from "../survey/settings.ts";
import { createTranslate } from "../text/translate.ts";
import type { SiteBoxInput } from "./box-input.ts";

/** For the next technician, who finds the box or the stick and knows nothing. Names are cleaned; nothing in it is a secret. */
export function boxReadme(box: SiteBoxInput, locale: Locale): string {
  const say = createTranslate(locale);
  const { primary, fallback, health } = box;
  const paragraphs: Message[][] = [
    [
      message("box.readme.title", {
        site: ownWords(box.siteName) ?? box.siteId,
        id: box.siteId,
        date: Date.parse(box.madeOn),
      }),
    ],
    [message("box.readme.what")],
    [
      ...(primary === null
        ? []
        : [message("box.readme.primary", { interfaceName: primary.interfaceName, hub: primary.hubAddress })]),
      ...(fallback === null
        ? []
        : [
            message(primary === null ? "box.readme.only-ssh" : "box.readme.fallback", {
              host: fallback.host,
              ports: fallback.ports.join(", "),
            }),
            ...fallback.forwards.map(({ serverPort, address, port }) =>
              message("box.readme.forward", { serverPort: String(serverPort), address, port: String(port) }),
            ),
          ]),
      ...(health === null ? [] : [message("box.readme.health")]),
      ...box.devices.map(({ name, address, port }) =>
        message("box.readme.device", { name: ownWords(name) ?? address, address, port: String(port) }),
      ),
    ],
    [
      message("box.readme.install"),
      message("box.readme.install-linux"),
      message("box.readme.install-windows"),
      message("box.readme.passphrase"),
    ],
    [message("box.readme.check"), message("box.readme.journal")],
    [message("box.readme.remove")],
    [message("box.readme.lost")],
  ];
  // Windows' Notepad of old wants both ends.
  return paragraphs.map((lines) => `${lines.map(say).join("\r\n")}\r\n`).join("\r\n");
}

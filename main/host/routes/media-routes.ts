import type { Host } from "../host.ts";
import { base } from "./base.ts";

/** Watching cameras through the firm's media relay. */
export function mediaRoutes(host: Host) {
  const { media } = host.tunnels;
  return {
    media: {
      look: base.media.look.handler(({ input }) => media.look(input)),
      save: base.media.save.handler(({ input }) => media.save(input)),
      addViewer: base.media.addViewer.handler(({ input }) => media.addViewer(input)),
      removeViewer: base.media.removeViewer.handler(({ input }) => media.removeViewer(input)),
      links: base.media.links.handler(({ input }) => media.links(input)),
    },
  };
}

import type { PublishedPort } from "../tunnel/tunnel.ts";

/**
 * The address that a server is asked to listen at. OpenSSH compares it letter by letter with the key's `permitlisten`
 * (`relayKeyLine`): `*` are all its addresses of both families, and loopback is asked for by its number, since "localhost" would
 * need `::1` free as well.
 */
export const listenAddress = (listen: PublishedPort["listen"]): "127.0.0.1" | "*" =>
  listen === "everyone" ? "*" : "127.0.0.1";

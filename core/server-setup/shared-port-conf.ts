import type { FirmServer } from "../tunnel/firm-server.ts";
import { BEHIND_SHARED, SHARED_PORT, sharedPort, sshdPorts, tlsName } from "./listeners.ts";
import type { SetupOptions } from "./setup-options.ts";
import { hostName } from "./values.ts";

/**
 * nginx as a switch in front of TCP 443 (ngx_stream_ssl_preread): no TLS goes to sshd, TLS to the server that the client names. It sees
 * nothing of what is inside. Null: nothing is shared.
 *
 * @throws RangeError where two TLS services have no names to tell them apart
 */
export function sharedPortConf(server: FirmServer, options: Pick<SetupOptions, "names">): string | null {
  const { ssh, tls, isShared } = sharedPort(server);
  if (!isShared) return null;
  const [first, ...others] = tls;
  if (first === undefined) return null;
  const named = others.map((service) => {
    const name = tlsName(service, options);
    if (name === null)
      throw new RangeError(`${service} and ${first} both want TCP ${SHARED_PORT}, and ${service} has no name`);
    return { service, name: hostName("name", name).toLowerCase() };
  });
  const firstName = tlsName(first, options);
  const allNames = [...named.map(({ name }) => name), ...(firstName === null ? [] : [firstName.toLowerCase()])];
  if (new Set(allNames).size !== allNames.length)
    throw new RangeError(`two services of one name at TCP ${SHARED_PORT}`);
  const to = (port: number): string => `127.0.0.1:${port}`;
  const toTls = to(BEHIND_SHARED[first]);
  return [
    "# By Farsite.",
    "load_module /usr/lib/nginx/modules/ngx_stream_module.so;",
    "user www-data;",
    "worker_processes auto;",
    "pid /run/farsite-shared-port/pid;",
    "error_log stderr warn;",
    "events { worker_connections 4096; }",
    "stream {",
    "  map $ssl_preread_server_name $farsite_tls {",
    "    hostnames;",
    ...named.map(({ service, name }) => `    ${name} ${to(BEHIND_SHARED[service])};`),
    `    default ${toTls};`,
    "  }",
    "  map $ssl_preread_protocol $farsite_to {",
    ...(ssh ? [`    "" ${to(sshdPorts(server)[0] ?? 22)};`] : []),
    "    default $farsite_tls;",
    "  }",
    // Every client of both protocols speaks first; who does not is gone soon.
    "  preread_timeout 10s;",
    "  proxy_connect_timeout 5s;",
    "  # Tunnels and viewers are silent for a while; sshd asks after 15 s.",
    "  proxy_timeout 10m;",
    "  proxy_socket_keepalive on;",
    "  server {",
    `    listen ${SHARED_PORT} so_keepalive=on;`,
    `    listen [::]:${SHARED_PORT} so_keepalive=on;`,
    "    ssl_preread on;",
    "    proxy_pass $farsite_to;",
    "  }",
    "}",
    "",
  ].join("\n");
}

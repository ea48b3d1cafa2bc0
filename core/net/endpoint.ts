import { isIpv6 } from "./ip-address.ts";

/** An address (canonical text) and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** `192.0.2.1:80`, `[2001:db8::1]:80`. */
export function formatEndpoint(endpoint: Endpoint): string {
  return isIpv6(endpoint.address) ? `[${endpoint.address}]:${endpoint.port}` : `${endpoint.address}:${endpoint.port}`;
}

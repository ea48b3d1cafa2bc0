/** An IPv4 interface address with its prefix length, "192.168.1.1/24". */
export type Cidr = `${string}/${number}`;

/** The address part of "192.168.1.1/24". */
export function addressOf(cidr: Cidr): string {
  return cidr.slice(0, cidr.indexOf("/"));
}

function toNumber(address: string): number {
  const octets = address.split(".").map(Number);
  if (octets.length !== 4 || octets.some((o) => !Number.isInteger(o) || o < 0 || o > 255)) {
    throw new Error(`not an IPv4 address: ${address}`);
  }
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function networkOf(cidr: Cidr): { first: number; size: number } {
  const prefixLength = Number(cidr.slice(cidr.indexOf("/") + 1));
  const size = 2 ** (32 - prefixLength);
  const address = toNumber(addressOf(cidr));
  return { first: address - (address % size), size };
}

/** The network an interface address lies in, as "192.168.1.0/24". */
export function networkText(cidr: Cidr): Cidr {
  const { first } = networkOf(cidr);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${Number(cidr.slice(cidr.indexOf("/") + 1))}`;
}

/** Whether `address` lies in the network of `cidr`. */
export function contains(cidr: Cidr, address: string): boolean {
  const { first, size } = networkOf(cidr);
  const value = toNumber(address);
  return value >= first && value < first + size;
}

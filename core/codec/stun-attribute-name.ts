/** What attributes are called; in a module of its own, because the vantage travels in a server's user data and names none. */

/** RFC 8489 section 18.3, RFC 5780 section 9.1, RFC 8656 section 18, RFC 8445 section 21.2, RFC 3489 section 11.2. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x0001, "MAPPED-ADDRESS"],
  [0x0002, "RESPONSE-ADDRESS"],
  [0x0003, "CHANGE-REQUEST"],
  [0x0004, "SOURCE-ADDRESS"],
  [0x0005, "CHANGED-ADDRESS"],
  [0x0006, "USERNAME"],
  [0x0007, "PASSWORD"],
  [0x0008, "MESSAGE-INTEGRITY"],
  [0x0009, "ERROR-CODE"],
  [0x000a, "UNKNOWN-ATTRIBUTES"],
  [0x000b, "REFLECTED-FROM"],
  [0x000c, "CHANNEL-NUMBER"],
  [0x000d, "LIFETIME"],
  [0x0012, "XOR-PEER-ADDRESS"],
  [0x0013, "DATA"],
  [0x0014, "REALM"],
  [0x0015, "NONCE"],
  [0x0016, "XOR-RELAYED-ADDRESS"],
  [0x0017, "REQUESTED-ADDRESS-FAMILY"],
  [0x0018, "EVEN-PORT"],
  [0x0019, "REQUESTED-TRANSPORT"],
  [0x001a, "DONT-FRAGMENT"],
  [0x001c, "MESSAGE-INTEGRITY-SHA256"],
  [0x001d, "PASSWORD-ALGORITHM"],
  [0x001e, "USERHASH"],
  [0x0020, "XOR-MAPPED-ADDRESS"],
  [0x0022, "RESERVATION-TOKEN"],
  [0x0024, "PRIORITY"],
  [0x0025, "USE-CANDIDATE"],
  [0x0026, "PADDING"],
  [0x0027, "RESPONSE-PORT"],
  [0x8002, "PASSWORD-ALGORITHMS"],
  [0x8003, "ALTERNATE-DOMAIN"],
  [0x8020, "XOR-MAPPED-ADDRESS(old)"],
  [0x8022, "SOFTWARE"],
  [0x8023, "ALTERNATE-SERVER"],
  [0x8027, "CACHE-TIMEOUT"],
  [0x8028, "FINGERPRINT"],
  [0x8029, "ICE-CONTROLLED"],
  [0x802a, "ICE-CONTROLLING"],
  [0x802b, "RESPONSE-ORIGIN"],
  [0x802c, "OTHER-ADDRESS"],
]);

/** The registered name of an attribute type, its number (`0x00aa`) where there is none. */
export function stunAttributeName(type: number): string {
  return NAMES.get(type) ?? `0x${type.toString(16).padStart(4, "0")}`;
}

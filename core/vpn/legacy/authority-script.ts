import { shellQuoted } from "../../system/quoted.ts";
import { OPENVPN_FOLDER } from "./openvpn-config.ts";
import { checkedCommonName } from "./openvpn-words.ts";

/**
 * The firm's own certificate authority for OpenVPN, made on the server by its `openssl`: laptops with Windows have none, and a key
 * that signs for every site is better kept in one place. A site's key is made there too and fetched once with its profile.
 */

export interface AuthorityOptions {
  /** Another place than the server's own; tests have one. */
  readonly folder?: string;
  /** Of the authority and the server. */
  readonly years?: number;
}

/** A site box is looked after for ten years; its certificate must not end its tunnel on a Sunday before that. */
const YEARS = 10;

const CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

const head = (folder: string): string[] => [
  "#!/bin/sh",
  "set -eu",
  "umask 077",
  `mkdir -p ${shellQuoted(folder)}`,
  `cd ${shellQuoted(folder)}`,
];

/** What a certificate may be used for: `remote-cert-tls` looks at it. */
const issue = (name: string, usage: "serverAuth" | "clientAuth", days: number): string[] => [
  `printf 'basicConstraints=CA:FALSE\\nkeyUsage=digitalSignature\\nextendedKeyUsage=${usage}\\n' > ${name}.ext`,
  `openssl req -new ${CURVE} -subj /CN=${name} -keyout ${name}.key -out ${name}.csr`,
  `openssl x509 -req -in ${name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days ${days} -sha256 -extfile ${name}.ext -out ${name}.crt`,
  `rm -f ${name}.csr ${name}.ext`,
];

/** Makes the authority, the server's certificate (common name `server`) and the tls-crypt key, once: what is there stays. */
export function authorityScript({ folder = OPENVPN_FOLDER, years = YEARS }: AuthorityOptions = {}): string {
  const days = daysOf(years);
  return `${[
    ...head(folder),
    "if [ ! -e ca.crt ]; then",
    `openssl req -x509 ${CURVE} -subj '/CN=Farsite OpenVPN' -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign -days ${days} -sha256 -keyout ca.key -out ca.crt`,
    "fi",
    "if [ ! -e server.crt ]; then",
    ...issue("server", "serverAuth", days),
    "fi",
    "[ -e tls-crypt.key ] || openvpn --genkey secret tls-crypt.key",
    "mkdir -p sites-udp sites-tcp",
    // OpenVPN reads these after it gave up root's rights.
    "chmod 755 . sites-udp sites-tcp",
  ].join("\n")}\n`;
}

/** Makes a site's key and certificate in `issued/`. @throws RangeError for a name that can't be a file's */
export function siteCertificateScript(
  commonName: string,
  { folder = OPENVPN_FOLDER, years = YEARS }: AuthorityOptions = {},
): string {
  const name = checkedCommonName(commonName);
  return `${[
    ...head(folder),
    "mkdir -p issued",
    `if [ -e issued/${name}.crt ]; then echo ${shellQuoted(`${name} has a certificate already`)} >&2; exit 1; fi`,
    ...issue(name, "clientAuth", daysOf(years)),
    `mv ${name}.key ${name}.crt issued/`,
  ].join("\n")}\n`;
}

function daysOf(years: number): number {
  if (!Number.isInteger(years) || years < 1 || years > 30) throw new RangeError(`years: ${years}`);
  return years * 365;
}

import { certificateNames } from "./listeners.ts";
import type { SetupOptions } from "./setup-options.ts";
import { openFile, type SetupFile } from "./setup-file.ts";
import { checked, hostName } from "./values.ts";

export const TLS_CERTIFICATE = "/etc/farsite/tls/certificate.pem";
export const TLS_KEY = "/etc/farsite/tls/key.pem";
/** Services that read the key are in it. */
export const TLS_GROUP = "farsite-tls";

const HOOK = "/usr/local/sbin/farsite-new-certificate";

/** Puts a new certificate where the services read it, and has them read it. */
const HOOK_SCRIPT = `#!/bin/sh
# By Farsite: called by certbot with a certificate that is new.
set -eu
umask 027
for part in fullchain:certificate privkey:key; do
  cat "$RENEWED_LINEAGE/$(echo "$part" | cut -d: -f1).pem" >"/etc/farsite/tls/$(echo "$part" | cut -d: -f2).new"
done
for name in certificate key; do
  chgrp ${TLS_GROUP} "/etc/farsite/tls/$name.new"
  chmod 0640 "/etc/farsite/tls/$name.new"
  mv "/etc/farsite/tls/$name.new" "/etc/farsite/tls/$name.pem"
done
for unit in coturn farsite-media; do
  if systemctl is-active --quiet "$unit"; then systemctl restart "$unit"; fi
done
`;

export const certificateFiles = (options: SetupOptions): SetupFile[] =>
  certificateNames(options).length === 0 ? [] : [{ ...openFile(HOOK, HOOK_SCRIPT), mode: "0755" }];

/**
 * Commands of the first start: first one that the server signs itself, so that everything starts, then the authority's, which can fail as
 * long as the names do not lead here. @throws RangeError
 */
export function certificateCommands(host: string, options: SetupOptions): string[][] {
  const names = certificateNames(options).map((name) => hostName("certificate's name", name));
  const subject = /[A-Za-z]/.test(host) && !host.includes(":") ? `DNS:${hostName("server", host)}` : `IP:${host}`;
  return [
    ["groupadd", "--system", "--force", TLS_GROUP],
    ["install", "-d", "-m", "0750", "-g", TLS_GROUP, "/etc/farsite/tls"],
    // 825 days: more is refused by Apple's devices.
    [
      "openssl",
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "825",
      "-subj",
      "/CN=farsite",
      "-addext",
      `subjectAltName=${checked("server", subject, /^(?:DNS|IP):[A-Za-z0-9.:-]+$/)}`,
      "-keyout",
      TLS_KEY,
      "-out",
      TLS_CERTIFICATE,
    ],
    ["chgrp", TLS_GROUP, TLS_KEY, TLS_CERTIFICATE],
    ["chmod", "0640", TLS_KEY, TLS_CERTIFICATE],
    ...(names.length === 0
      ? []
      : [
          [
            "certbot",
            "certonly",
            "--standalone",
            "--non-interactive",
            "--agree-tos",
            "--key-type",
            "ecdsa",
            "--deploy-hook",
            HOOK,
            "--cert-name",
            "farsite",
            "-m",
            checked("mail address", options.certificateMail ?? "", /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}$/),
            ...names.flatMap((name) => ["-d", name]),
          ],
        ]),
  ];
}

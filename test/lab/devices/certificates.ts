import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "../namespace.ts";
import type { CertificateName } from "./model.ts";

/** The certificates of the site's devices, made anew for every site: keys do not belong into a repository. */

interface Wanted {
  readonly subject: string;
  /** YYYYMMDDHHMMSSZ, as `openssl ca` takes it. */
  readonly from: string;
  readonly to: string;
}

const wanted: Readonly<Record<CertificateName, Wanted>> = {
  /** The same one in several devices, from the maker's firmware. */
  shared: { subject: "/C=CN/O=IPC/CN=www.ipc.com", from: "20180101000000Z", to: "20380101000000Z" },
  expired: { subject: "/CN=camera.local", from: "20150101000000Z", to: "20200101000000Z" },
  own: { subject: "/CN=192.168.1.70", from: "20250101000000Z", to: "20350101000000Z" },
  storage: { subject: "/O=Office/CN=storage.example", from: "20250101000000Z", to: "20350101000000Z" },
};

const settings = `
[ca]
default_ca = site
[site]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
countryName = optional
organizationName = optional
commonName = supplied
`;

/** Writes NAME.pem and NAME.key for each into the folder. */
export async function makeCertificates(folder: string): Promise<void> {
  await Promise.all(
    Object.entries(wanted).map(async ([name, { subject, from, to }]) => {
      const own = join(folder, `ca-${name}`);
      mkdirSync(own);
      writeFileSync(join(own, "ca.conf"), settings);
      writeFileSync(join(own, "index.txt"), "");
      writeFileSync(join(own, "serial"), "01\n");
      const key = join(folder, `${name}.key`);
      const request = join(own, "request.pem");
      const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
      await runTool(["openssl", "req", "-new", ...curve, "-keyout", key, "-out", request, "-subj", subject]);
      const dates = ["-startdate", from, "-enddate", to];
      const out = join(folder, `${name}.pem`);
      // `req -x509` cannot make one that has ended already; signing by itself can, from a folder of its own.
      const sign = [
        "openssl",
        "ca",
        "-config",
        "ca.conf",
        "-selfsign",
        "-batch",
        "-notext",
        "-keyfile",
        key,
        "-in",
        request,
      ];
      await runTool(["sh", "-c", 'cd "$0" && exec "$@"', own, ...sign, ...dates, "-out", out]);
    }),
  );
}

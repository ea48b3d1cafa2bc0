/**
 * What the worker thread runs: one file in, one file out. Deriving a key from a passphrase takes a processor for a second, and a
 * gigabyte of photos for ten; neither may hold up the host's event loop. A text and not a file, since a file would have to be
 * found beside the sources, beside a bundle and inside the desktop app's archive.
 */
export const ageWorkerSource = `"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const { createReadStream, createWriteStream } = require("node:fs");
const { Readable, Transform } = require("node:stream");
const { pipeline } = require("node:stream/promises");

async function run({ library, way, from, to, passphrase, workFactor, maxBytes }) {
  const { Decrypter, Encrypter } = await import(library);
  const source = Readable.toWeb(createReadStream(from));
  let result;
  if (way === "seal") {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(workFactor);
    result = await encrypter.encrypt(source);
  } else {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    result = await decrypter.decrypt(source);
  }
  let bytes = 0;
  const limit = new Transform({
    transform(chunk, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new Error("too large"));
      else done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(result), limit, createWriteStream(to, { flags: "wx", mode: 0o600 }));
}

run(workerData).then(
  () => parentPort.postMessage({}),
  (error) => parentPort.postMessage({ error: String(error?.message ?? error), code: error?.code }),
);
`;

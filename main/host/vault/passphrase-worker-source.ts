/**
 * What the worker thread runs: a few bytes encrypted with a passphrase, or decrypted. A text and not a file, since a file would have
 * to be found beside the sources, beside a bundle and inside the desktop app's archive.
 */
export const passphraseWorkerSource = `"use strict";
const { parentPort, workerData } = require("node:worker_threads");

async function run({ library, way, bytes, passphrase, workFactor }) {
  const { Decrypter, Encrypter } = await import(library);
  if (way === "seal") {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(workFactor);
    return encrypter.encrypt(bytes);
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(bytes);
}

run(workerData).then(
  (bytes) => parentPort.postMessage({ bytes }),
  (error) => parentPort.postMessage({ error: String(error?.message ?? error) }),
);
`;

import { describe, expect, it } from "vitest";
import { explainNpmFailure } from "../../../scripts/bootstrap/npm-install.mjs";

describe("explainNpmFailure", () => {
  it.each([
    [
      "npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND\nnpm error network request failed",
      /cannot be reached \(ENOTFOUND\).*connect/,
    ],
    ["npm error code EAI_AGAIN\nnpm error syscall getaddrinfo", /cannot be reached \(EAI_AGAIN\)/],
    ["npm error code ECONNREFUSED\nnpm error errno ECONNREFUSED", /cannot be reached \(ECONNREFUSED\)/],
    ["npm error code ERR_SOCKET_TIMEOUT\nnpm error network Socket timeout", /cannot be reached/],
    ["npm error code ENOSPC\nnpm error syscall write", /disk is full/],
    ["npm error code EACCES\nnpm error syscall mkdir\nnpm error path /x/node_modules", /cannot be written to/],
    ["npm error code EINTEGRITY\nnpm error sha512-x integrity checksum failed", /not the one that was locked/],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", /not trusted \(SELF_SIGNED_CERT_IN_CHAIN\)/],
    ["npm error code 1\nnpm error path /x\nnpm error command failed", /path \/x/],
    ["", /gave no reason/],
  ])("turns %j into a sentence", (output, sentence) => {
    expect(explainNpmFailure(output)).toMatch(sentence);
    expect(explainNpmFailure(output)).toMatch(/^[^\n]+$/);
  });
});

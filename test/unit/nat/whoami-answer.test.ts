import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import { addressInWhoamiAnswer } from "#core/nat/whoami-answer.ts";

describe("the address in an answer of an address page", () => {
  it.each([
    ["192.31.196.77", "192.31.196.77"],
    ["  192.31.196.77\r\n", "192.31.196.77"],
    ['{"ip":"192.31.196.77"}', "192.31.196.77"],
    [' {"country":"XX","ip":"192.31.196.77"} ', "192.31.196.77"],
    ["2620:4f:8000::1", "2620:4f:8000::1"],
    ["::ffff:192.31.196.77", "192.31.196.77"],
    ["", null],
    ["<html>192.31.196.77</html>", null],
    ["your address is 192.31.196.77", null],
    ["192.31.196.77 198.41.0.4", null],
    ["192.168.1.1", null],
    ["100.64.1.1", null],
    ["127.0.0.1", null],
    ['{"ip":', null],
    ['{"ip":null}', null],
    ['{"ip":["192.31.196.77"]}', null],
    ['["192.31.196.77"]', null],
    ["{}", null],
  ])("%j is %j", (body, address) => {
    expect(addressInWhoamiAnswer(body)).toBe(address);
  });

  it("is found or not in any text, without an error", { timeout: 30_000 }, () => {
    const bodies = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.ipV4());
    fc.assert(
      fc.property(bodies, (body) => {
        const address = addressInWhoamiAnswer(body);
        expect(address === null || isUsableAsPublicAddress(address)).toBe(true);
      }),
    );
  });
});

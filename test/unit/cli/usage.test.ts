import { expect, it } from "vitest";
import { probeIdSchema } from "#core/nat/observation.ts";
import { USAGE } from "../../../main/cli/usage.ts";

it("names every probe that can be asked for alone", () => {
  const named = /--only {2,}([^]*?)--save {2,}/.exec(USAGE)?.[1]?.match(/[a-z0-9-]+/g);
  const never = ["default-route", "person"];
  expect(named).toEqual(expect.arrayContaining(probeIdSchema.options.filter((one) => !never.includes(one))));
});

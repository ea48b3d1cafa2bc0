import type { Command } from "../command-context.ts";
import { decode } from "./decode.ts";
import { doctor } from "./doctor.ts";
import { list } from "./list.ts";
import { replay } from "./replay.ts";
import { survey } from "./survey.ts";
import { vantage } from "./vantage.ts";

export const commands: Readonly<Record<string, Command | undefined>> = {
  survey,
  replay,
  list,
  decode,
  doctor,
  vantage,
};

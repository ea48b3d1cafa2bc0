import type { CommandContext } from "../run-command-line.ts";
import type { ExitStatus } from "../usage.ts";
import { decode } from "./decode.ts";
import { doctor } from "./doctor.ts";
import { list } from "./list.ts";
import { replay } from "./replay.ts";
import { survey } from "./survey.ts";

export type Command = (args: string[], context: CommandContext) => Promise<ExitStatus>;

export const commands: Readonly<Record<string, Command | undefined>> = { survey, replay, list, decode, doctor };

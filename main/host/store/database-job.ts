import { createRequire } from "node:module";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { databaseJobSource } from "./database-job-source.ts";

/** What a thread of its own does with a database, by a connection of its own. */
export type DatabaseJobRequest =
  /** SQLite's quick check and the hash of every site's newest revision. */
  | { task: "check"; file: string }
  /** Copies the database by SQLite's own backup API, and checks the copy. `sequence`: the last write it holds. */
  | { task: "back-up"; file: string; target: string };

export interface DatabaseJobResult {
  /** Empty: sound. */
  problems: string[];
  /** The number of the last write that the checked file holds; of a backup, the last one that the database's own file held too. */
  sequence: number;
}

type Answer = { result: DatabaseJobResult } | { error: string; code: string };

export interface DatabaseJob {
  /** Rejects where the thread could not do it; with SQLite's code, if there is one. */
  readonly done: Promise<DatabaseJobResult>;
  /** Blocks until it is done; throws as `done` rejects, and when it takes longer. */
  waitFor(timeoutMs: number): DatabaseJobResult;
  /** Nobody waits for it any more: it does not keep the program from ending. */
  letGo(): void;
}

/** Starts a job in a thread, so that nobody waits for a long read of the file unless he has to. */
export function startDatabaseJob(request: DatabaseJobRequest): DatabaseJob {
  const { port1: here, port2: there } = new MessageChannel();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const driver = createRequire(import.meta.url).resolve("better-sqlite3");
  const worker = new Worker(databaseJobSource, {
    eval: true,
    execArgv: [],
    workerData: { driver, port: there, flag, request },
    transferList: [there],
  });
  let answer: Answer | null = null;
  const { promise, resolve, reject } = Promise.withResolvers<DatabaseJobResult>();
  promise.catch(() => undefined);
  const settle = (given: Answer): void => {
    if (answer !== null) return;
    answer = given;
    here.close();
    if ("result" in given) resolve(given.result);
    else reject(failureOf(given));
  };
  here.once("message", settle);
  worker.once("error", (error) => settle({ error: String(error), code: "" }));
  worker.once("exit", () => settle(lastWord(here) ?? { error: "the thread ended without an answer", code: "" }));
  return {
    done: promise,
    waitFor: (timeoutMs) => {
      if (answer === null) {
        Atomics.wait(flag, 0, 0, timeoutMs);
        settle(lastWord(here) ?? { error: `not done within ${timeoutMs / 1_000} s`, code: "" });
      }
      return resultOf(answer);
    },
    letGo: () => {
      worker.unref();
      here.unref();
    },
  };
}

/** What is waiting at the port, from our own thread. */
function lastWord(port: MessagePort): Answer | undefined {
  const received: { message: Answer } | undefined = receiveMessageOnPort(port);
  return received?.message;
}

function resultOf(answer: Answer | null): DatabaseJobResult {
  if (answer === null) throw new Error("unreachable: it was settled");
  if ("error" in answer) throw failureOf(answer);
  return answer.result;
}

const failureOf = ({ error, code }: { error: string; code: string }): Error =>
  Object.assign(new Error(error), { code });

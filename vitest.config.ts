import { defineConfig } from "vitest/config";

/**
 * Modules are read once in each worker instead of once in each of hundreds of files, which halves the processor's time. So a test file puts
 * back what it changes in the process, and no module of ours keeps state.
 */
const TOGETHER = { isolate: false } as const;

/** A busy machine is no failure; what hangs for good still ends. */
const QUICK_TEST_MS = 20_000;

/** Where nobody watches, a port that somebody else took in between costs one try more, which the summary names. */
const RETRIES = process.env["CI"] === undefined ? 0 : 1;

export default defineConfig({
  test: {
    // More than cores: most tests wait for sockets and child processes.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...TOGETHER,
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: QUICK_TEST_MS,
          retry: RETRIES,
        },
      },
      {
        test: {
          ...TOGETHER,
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          testTimeout: QUICK_TEST_MS,
          retry: RETRIES,
        },
      },
      // Two sites at a time, each with a prefix of its own: they wait for their networks most of the time.
      {
        test: {
          name: "lab",
          include: ["test/lab/**/*.test.ts"],
          // The kernel's table of neighbours belongs to everything on the machine.
          retry: RETRIES,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Bootstrap tests install packages on a clone: slow on purpose.
      {
        test: {
          name: "clone",
          include: ["test/clone/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});

import { ORPCError } from "@orpc/client";
import { describe, expect, test } from "vitest";
import { contractErrors } from "#core/contract/errors.ts";
import { en } from "#core/text/en.ts";
import { DisconnectedError } from "../../../renderer/connection/client.ts";
import { problemOf, problemOfCode } from "../../../renderer/problems/problem.ts";

describe("what was thrown becomes a problem with words", () => {
  test("an error of the contract keeps its code and its data", () => {
    const error = new ORPCError("DISK_FULL", { defined: true, data: { folder: "/data" } });
    expect(problemOf(error)).toEqual({
      code: "DISK_FULL",
      args: { folder: "/data" },
      detail: JSON.stringify({ folder: "/data" }, null, 2),
    });
  });

  test("a code that the contract does not list is unexpected, and named for support", () => {
    const problem = problemOf(new ORPCError("INTERNAL_SERVER_ERROR", { message: "boom" }));
    expect(problem).toMatchObject({ code: "UNEXPECTED", args: {} });
    expect(problem.detail).toContain("INTERNAL_SERVER_ERROR");
    expect(problem.detail).toContain("boom");
  });

  test.each(["toString", "__proto__", "constructor"])("%s is not a code", (code) => {
    expect(problemOfCode(code, null).code).toBe("UNEXPECTED");
  });

  test("a dead line is a dead line, however it shows", () => {
    const abort = new Error("peer closed");
    abort.name = "AbortError";
    expect(problemOf(abort).code).toBe("DISCONNECTED");
    expect(problemOf(new DOMException("aborted", "AbortError")).code).toBe("DISCONNECTED");
    expect(problemOf(new DisconnectedError()).code).toBe("DISCONNECTED");
  });

  test("anything else keeps its causes for support", () => {
    const problem = problemOf(new TypeError("outer", { cause: new Error("inner") }));
    expect(problem).toMatchObject({ code: "UNEXPECTED", detail: "TypeError: outer\nError: inner" });
    expect(problemOf("a string").detail).toBe("a string");
  });

  test("data of a shape that can't be shown is left out of the sentence", () => {
    expect(problemOfCode("STORE_BUSY", { file: "a.db", nested: { secret: 1 } }).args).toEqual({ file: "a.db" });
    expect(problemOfCode("STORE_BUSY", "text").args).toEqual({});
  });
});

test("every code has a sentence and a next step, and a sentence asks for nothing its data lacks", () => {
  for (const [code, definition] of Object.entries(contractErrors)) {
    const text = en.error[code as keyof typeof contractErrors];
    expect(text.next).not.toBe("");
    const asked = [...text.title.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]);
    const given = "data" in definition ? Object.keys(definition.data.shape) : [];
    expect({ code, given }).toEqual({ code, given: expect.arrayContaining(asked) as unknown });
  }
});

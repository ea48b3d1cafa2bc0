import { readFileSync } from "node:fs";
import type { Profiler } from "node:inspector/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync, type ESTree } from "vite";
import type { FuzzTarget } from "./target.ts";

export type Branch = { file: string; line: number; what: string; reached: boolean };

/** A place in a source, and what makes it reached: how often it ran, or how often it ran without the part that is there. */
type Arm = { at: number; what: string; without?: number; mayBeUnreachable?: boolean };

/**
 * The branches of a target's sources and which of them the run took, from V8's own counters. Branches are functions, both ways
 * of `if` and `?:`, the right side of `&&`, `||` and `??`, cases of a switch, bodies of loops and `catch`.
 *
 * Left out is what no input can reach: a fallback that stands there because the types don't know that an index exists, and
 * `assertNever`.
 */
export function branchesOf(
  root: string,
  sources: FuzzTarget["sources"],
  coverage: readonly Profiler.ScriptCoverage[],
): Branch[] {
  return Object.entries(sources).flatMap(([file, leftOut]) => {
    const path = join(root, file);
    const script = coverage.find((one) => one.url === pathToFileURL(path).href);
    const source = readFileSync(path, "utf8");
    const count = counter(script?.functions ?? []);
    const arms = armsOf(file, source, leftOut);
    return arms.flatMap(({ at, what, without, mayBeUnreachable }) => {
      const reached = without === undefined ? count(at) > 0 : count(at) > count(without);
      if (!reached && mayBeUnreachable) return [];
      return [{ file, line: source.slice(0, at).split("\n").length, what, reached }];
    });
  });
}

/** How often a place in the source ran: what the innermost of V8's ranges around it says. */
function counter(functions: readonly Profiler.FunctionCoverage[]): (at: number) => number {
  const ranges = functions.flatMap((one) => one.ranges);
  return (at) => {
    let innermost: Profiler.CoverageRange | undefined;
    for (const range of ranges) {
      if (at < range.startOffset || at >= range.endOffset) continue;
      // Of two of the same extent the later one is the inner one.
      if (innermost && range.endOffset - range.startOffset > innermost.endOffset - innermost.startOffset) continue;
      innermost = range;
    }
    return innermost?.count ?? 0;
  };
}

type Node = ESTree.Node;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

function armsOf(file: string, source: string, leftOut: readonly string[]): Arm[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const missing = new Set(leftOut);
  const arms: Arm[] = [];
  const visit = (node: Node): void => {
    const name = nameOf(node);
    if (name !== null && leftOut.includes(name)) {
      missing.delete(name);
      return;
    }
    arms.push(...armsAt(node));
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value as unknown])
        if (isNode(child)) visit(child);
  };
  visit(program);
  if (missing.size > 0) throw new Error(`${file} has no ${[...missing].join(", ")}`);
  return arms;
}

/** What a function or a constant with a function is called. */
function nameOf(node: Node): string | null {
  if (node.type === "FunctionDeclaration") return node.id?.name ?? null;
  return node.type === "VariableDeclarator" && node.id.type === "Identifier" ? node.id.name : null;
}

function armsAt(node: Node): Arm[] {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return node.body === null ? [] : [{ at: node.body.start, what: "function" }];
    case "IfStatement":
      return [
        { at: node.consequent.start, what: "if" },
        node.alternate === null
          ? { at: node.start, without: node.consequent.start, what: "if not" }
          : { at: node.alternate.start, what: "else" },
      ];
    case "ConditionalExpression":
      return [
        { at: node.consequent.start, what: "?" },
        { at: node.alternate.start, what: ":" },
      ];
    case "LogicalExpression":
      return [{ at: node.right.start, what: node.operator, mayBeUnreachable: isForTypesOnly(node) }];
    case "SwitchCase": {
      const [first] = node.consequent;
      return first && !isNever(first) ? [{ at: first.start, what: node.test === null ? "default" : "case" }] : [];
    }
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
      return [{ at: node.body.start, what: "loop" }];
    case "CatchClause":
      return [{ at: node.body.start, what: "catch" }];
    default:
      return [];
  }
}

/** `list[0] ?? ""`, `match?.[1] ?? ""`: the types don't know that there is one (noUncheckedIndexedAccess). */
function isForTypesOnly({ operator, left, right }: ESTree.LogicalExpression): boolean {
  if (operator !== "??" || !CONSTANTS.has(right.type)) return false;
  return (
    left.type === "ChainExpression" ||
    left.type === "CallExpression" ||
    (left.type === "MemberExpression" && left.computed)
  );
}

const CONSTANTS: ReadonlySet<string> = new Set([
  "Literal",
  "Identifier",
  "ArrayExpression",
  "NewExpression",
  "TemplateLiteral",
]);

function isNever(statement: Node): boolean {
  const call = statement.type === "ReturnStatement" ? statement.argument : null;
  return call?.type === "CallExpression" && call.callee.type === "Identifier" && call.callee.name === "assertNever";
}

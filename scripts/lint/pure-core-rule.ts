import { layerOf } from "./layer-table.ts";
import { locate } from "./project.ts";
import { argumentsOf, child, dottedName, type Rule } from "./syntax-tree.ts";

/** What makes a function of core give another answer for the same arguments. */
const impure = [
  "Date.now",
  "Math.random",
  "performance.now",
  "globalThis.fetch",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "crypto.getRandomValues",
  "crypto.randomUUID",
];

/** Clock, randomness, timers and sockets are passed into core, so that a recorded site replays bit for bit. */
export const pureCoreRule: Rule = {
  create(context) {
    const place = locate(context.filename);
    if (place === undefined || layerOf(place.path) !== "core") return {};
    return {
      CallExpression(node) {
        const name = dottedName(child(node, "callee"));
        if (name === "Date" || (name !== undefined && impure.includes(name))) {
          context.report({ message: `core must not call ${name}; pass its result in.`, node });
        }
      },
      NewExpression(node) {
        if (dottedName(child(node, "callee")) === "Date" && argumentsOf(node).length === 0) {
          context.report({ message: "core must not read the clock; pass the time in.", node });
        }
      },
    };
  },
};

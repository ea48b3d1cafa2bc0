import { layersRule } from "./layers-rule.ts";
import { pureCoreRule } from "./pure-core-rule.ts";
import { rawIpcRule } from "./raw-ipc-rule.ts";

/** Farsite's own lint rules, loaded by .oxlintrc.json. */
export default {
  meta: { name: "farsite" },
  rules: { layers: layersRule, "pure-core": pureCoreRule, "raw-ipc": rawIpcRule },
};

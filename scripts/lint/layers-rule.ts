import { importComplaint } from "./layer-table.ts";
import { locate } from "./project.ts";
import { argumentsOf, child, dottedName, stringValue, type Rule, type TreeNode } from "./syntax-tree.ts";

/** Calls that load a module by name, besides `import`. */
const loaders = ["require", "require.resolve", "import.meta.resolve", "process.getBuiltinModule"];

/** A tsconfig per layer does not stop `import "electron"` or a devDependency in shipped code; this rule does. */
export const layersRule: Rule = {
  create(context) {
    const place = locate(context.filename);
    if (place === undefined) return {};
    const check = (node: TreeNode, source: TreeNode | undefined): void => {
      const complaint = importComplaint(place.path, stringValue(source), place.project.shipped);
      if (complaint !== undefined) context.report({ message: `${complaint}.`, node });
    };
    const checkSource = (node: TreeNode): void => {
      const source = child(node, "source");
      if (source) check(node, source);
    };
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      // typeof import("x") in a type
      TSImportType: (node) => check(node, child(node, "source") ?? child(node, "argument")),
      CallExpression(node) {
        const callee = child(node, "callee");
        const name = dottedName(callee);
        if (name !== undefined && loaders.includes(name)) check(node, argumentsOf(node)[0]);
      },
    };
  },
};

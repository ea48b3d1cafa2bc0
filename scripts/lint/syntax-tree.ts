/** The few parts of oxlint's plugin interface (ESLint's) that the rules here use; oxlint exports no types for it. */

export interface TreeNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface RuleContext {
  /** Absolute path. */
  readonly filename: string;
  report(problem: { readonly message: string; readonly node: TreeNode }): void;
}

export interface Rule {
  readonly create: (context: RuleContext) => Readonly<Record<string, (node: TreeNode) => void>>;
}

function isNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The child node of that name, undefined when there is none. */
export function child(node: TreeNode, key: string): TreeNode | undefined {
  const value = node[key];
  return isNode(value) ? value : undefined;
}

/** The text of a string literal or of a template without placeholders, null for anything else. */
export function stringValue(node: TreeNode | undefined): string | null {
  if (node?.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node?.type === "TemplateLiteral" && Array.isArray(node["quasis"]) && node["quasis"].length === 1) {
    const only: unknown = node["quasis"][0];
    const value = isNode(only) ? only["value"] : undefined;
    if (typeof value === "object" && value !== null && "cooked" in value && typeof value.cooked === "string") {
      return value.cooked;
    }
  }
  return null;
}

/** `a` for the identifier a, `a.b` for a plain member access, undefined for anything else. */
export function dottedName(node: TreeNode | undefined): string | undefined {
  if (node?.type === "Identifier" && typeof node["name"] === "string") return node["name"];
  if (node?.type !== "MemberExpression") return undefined;
  const object = dottedName(child(node, "object"));
  const property =
    node["computed"] === true ? stringValue(child(node, "property")) : dottedName(child(node, "property"));
  return object === undefined || property === null || property === undefined ? undefined : `${object}.${property}`;
}

/** The arguments of a call or `new`. */
export function argumentsOf(node: TreeNode): readonly TreeNode[] {
  return Array.isArray(node["arguments"]) ? node["arguments"].filter(isNode) : [];
}

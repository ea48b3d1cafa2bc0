import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import { SURVEY_VERSION } from "#core/survey/survey-document.ts";

export interface LineageNode {
  hash: string;
  parents: string[];
  author: string;
  createdAt: string;
  /** Of its document's shape. */
  version: number;
  /** Where it stands among the latest: milliseconds since 1970, but always later than its parents. */
  recency: number;
}

/** Who follows whom in one survey. What is asked of it has the same answer on every laptop that has the same revisions. */
export class Lineage {
  readonly #nodes = new Map<string, LineageNode>();

  /** Parents before those that follow them. */
  constructor(nodes: readonly LineageNode[]) {
    for (const node of nodes) this.add(node);
  }

  static isNewer(version: number): boolean {
    return version > SURVEY_VERSION;
  }

  add(node: LineageNode): void {
    this.#nodes.set(node.hash, node);
  }

  get(hash: string): LineageNode | undefined {
    return this.#nodes.get(hash);
  }

  /** In the order in which they came. */
  nodes(): LineageNode[] {
    return [...this.#nodes.values()];
  }

  newerRevisions(): number {
    return [...this.#nodes.values()].filter(({ version }) => Lineage.isNewer(version)).length;
  }

  /**
   * Readable revisions by people that no other such revision follows, the oldest first. Merges by rule are none: they follow from
   * these alone. If they were, laptops that pass surveys on in a ring would merge each other's merges for ever, and one that can't be
   * checked, signed by nobody, could show what nobody wrote.
   */
  heads(): LineageNode[] {
    const states = [...this.#nodes.values()].filter(
      ({ author, version }) => author !== MERGED_BY_RULE && !Lineage.isNewer(version),
    );
    const behind = this.ancestors(states.flatMap(({ parents }) => parents));
    return states.filter(({ hash }) => !behind.has(hash)).toSorted(byTimeThenHash);
  }

  isReadable(hash: string): boolean {
    const node = this.#nodes.get(hash);
    return node !== undefined && !Lineage.isNewer(node.version);
  }

  /** These and all that they follow. */
  ancestors(of: readonly string[]): Set<string> {
    const found = new Set<string>();
    const open = [...of];
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      if (found.has(hash)) continue;
      found.add(hash);
      open.push(...(this.#nodes.get(hash)?.parents ?? []));
    }
    return found;
  }

  /**
   * The readable revisions that both sides come from and that none of the others follows, by time. More than one where laptops have
   * merged the same revisions apart from each other; none where they have nothing in common.
   */
  commonAncestors(one: readonly string[], other: readonly string[]): LineageNode[] {
    const behind = this.ancestors(other);
    const common = [...this.ancestors(one)].flatMap((hash) => {
      const node = behind.has(hash) ? this.#nodes.get(hash) : undefined;
      return node === undefined || Lineage.isNewer(node.version) ? [] : [node];
    });
    const overtaken = this.ancestors(common.flatMap(({ parents }) => parents));
    return common.filter(({ hash }) => !overtaken.has(hash)).toSorted(byTimeThenHash);
  }

  /** Where a revision stands that follows these. */
  recencyAfter(parents: readonly string[], createdAt: string): number {
    const behind = parents.map((parent) => (this.#nodes.get(parent)?.recency ?? 0) + 1);
    return Math.max(Date.parse(createdAt), ...behind);
  }
}

/** Times with different offsets don't compare as texts. */
export function byTimeThenHash(
  a: Pick<LineageNode, "createdAt" | "hash">,
  b: Pick<LineageNode, "createdAt" | "hash">,
): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.hash < b.hash ? -1 : Number(a.hash > b.hash));
}

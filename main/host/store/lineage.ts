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
  /** The longest way from a first revision. */
  readonly #depths = new Map<string, number>();

  /** Parents before those that follow them. */
  constructor(nodes: readonly LineageNode[]) {
    for (const node of nodes) this.add(node);
  }

  static isNewer(version: number): boolean {
    return version > SURVEY_VERSION;
  }

  add(node: LineageNode): void {
    this.#nodes.set(node.hash, node);
    this.#depths.set(node.hash, 1 + Math.max(0, ...node.parents.map((parent) => this.#depths.get(parent) ?? 0)));
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

  /** Readable revisions that no other readable one follows, the oldest first. */
  heads(): LineageNode[] {
    const readable = [...this.#nodes.values()].filter(({ version }) => !Lineage.isNewer(version));
    const followed = new Set<string>();
    for (const { parents } of readable) {
      for (const parent of parents) followed.add(parent);
    }
    const heads = readable.filter(({ hash }) => !followed.has(hash));
    if (readable.length === this.#nodes.size) return heads.toSorted(byTimeThenHash);
    // By way of a newer one a revision may follow another without naming it.
    const behind = heads.map(({ parents }) => this.ancestors(parents));
    return heads.filter(({ hash }) => !behind.some((hashes) => hashes.has(hash))).toSorted(byTimeThenHash);
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
   * The readable revision that both sides come from and that is furthest from the beginning; of several the latest one. Null: they
   * have nothing in common.
   */
  commonAncestor(one: readonly string[], other: readonly string[]): LineageNode | null {
    const behind = this.ancestors(other);
    let best: LineageNode | null = null;
    for (const hash of this.ancestors(one)) {
      const node = behind.has(hash) ? this.#nodes.get(hash) : undefined;
      if (node === undefined || Lineage.isNewer(node.version)) continue;
      if (best === null || this.#isCloser(node, best)) best = node;
    }
    return best;
  }

  #isCloser(a: LineageNode, b: LineageNode): boolean {
    const deeper = (this.#depths.get(a.hash) ?? 0) - (this.#depths.get(b.hash) ?? 0);
    return deeper === 0 ? byTimeThenHash(a, b) > 0 : deeper > 0;
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

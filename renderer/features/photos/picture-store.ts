/** Pictures that were just in view come again at once; more than this would only be in the way of everything else. */
const MAX_KEPT_BYTES = 48_000_000;
/** Enough to fill a slow disk's time; hundreds at once would hold up what the person does meanwhile. */
const AT_ONCE = 4;

export type PictureId = { siteId: string; hash: string };

/** Pictures of the host by their hash: a few at a time, each once, the latest kept within bounds. */
export type PictureStore = {
  /** Rejects with what the host threw, or when `signal` aborts while it waits for its turn. */
  get: (id: PictureId, signal: AbortSignal) => Promise<Blob>;
};

type Waiting = { id: PictureId; signal: AbortSignal; resolve: (blob: Blob) => void; reject: (error: unknown) => void };

export function pictureStore(
  load: (id: PictureId) => Promise<Blob>,
  { maxBytes = MAX_KEPT_BYTES, atOnce = AT_ONCE }: { maxBytes?: number; atOnce?: number } = {},
): PictureStore {
  /** The one that was asked for last stands last. */
  const kept = new Map<string, Blob>();
  const loading = new Map<string, Promise<Blob>>();
  const waiting: Waiting[] = [];

  function keep(hash: string, blob: Blob): void {
    kept.delete(hash);
    kept.set(hash, blob);
    let bytes = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [oldest, { size }] of kept) {
      if (bytes <= maxBytes) return;
      kept.delete(oldest);
      bytes -= size;
    }
  }

  function next(): void {
    while (loading.size < atOnce) {
      // What came into view last is looked at now.
      const one = waiting.pop();
      if (one === undefined) return;
      if (one.signal.aborted) one.reject(one.signal.reason);
      else loadOne(one);
    }
  }

  function loadOne({ id, resolve, reject }: Waiting): void {
    const known = kept.get(id.hash);
    if (known !== undefined) return resolve(known);
    const work = loading.get(id.hash) ?? begin(id);
    work.then(resolve, reject);
  }

  function begin(id: PictureId): Promise<Blob> {
    const work = load(id)
      .then((blob) => {
        keep(id.hash, blob);
        return blob;
      })
      .finally(() => {
        loading.delete(id.hash);
        next();
      });
    loading.set(id.hash, work);
    return work;
  }

  return {
    get(id, signal) {
      const known = kept.get(id.hash);
      if (known !== undefined) {
        keep(id.hash, known);
        return Promise.resolve(known);
      }
      return new Promise<Blob>((resolve, reject) => {
        waiting.push({ id, signal, resolve, reject });
        next();
      });
    },
  };
}

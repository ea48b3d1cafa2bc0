/**
 * A signal that fires after `timeoutMs` or with `parent`, and whose timer can be ended: unlike `AbortSignal.timeout` it
 * leaves nothing running behind a finished check.
 */
export function timeoutSignal(timeoutMs: number, parent?: AbortSignal): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  const onParent = (): void => controller.abort();
  parent?.addEventListener("abort", onParent, { once: true });
  if (parent?.aborted) controller.abort();
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      parent?.removeEventListener("abort", onParent);
    },
  };
}

/** A signal that fires `delayMs` after `parent` does; ended like the one above. */
export function delayedSignal(parent: AbortSignal, delayMs: number): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onParent = (): void => {
    timer = setTimeout(() => controller.abort(), delayMs);
  };
  if (parent.aborted) onParent();
  else parent.addEventListener("abort", onParent, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      parent.removeEventListener("abort", onParent);
    },
  };
}

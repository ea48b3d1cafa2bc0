/** Makes a switch exhaustive: adding a case without handling it does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

/** One value as `reg query` prints it. */
export type RegistryValue = { key: string; name: string; value: string };

const VALUE = /^(?: {4}|\t)(\S.{0,255}?)(?: {4}|\t)REG_[A-Z0-9_]+(?:(?: {4}|\t)(.*))?$/;

/**
 * The values in the output of Windows' `reg query`. Names of keys, values and types are the same in every language; only
 * "(Default)" and the closing count are translated.
 */
export function parseRegistryValues(text: string): RegistryValue[] {
  const values: RegistryValue[] = [];
  let key = "";
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("HKEY_")) key = line.trimEnd();
    const [, name, value] = VALUE.exec(line) ?? [];
    if (key !== "" && name !== undefined) values.push({ key, name, value: (value ?? "").trim() });
  }
  return values;
}

/** The first value of a name, whatever its case (the registry has none); null where there is none or it is empty. */
export function registryText(values: readonly RegistryValue[], name: string): string | null {
  const found = values.find((v) => v.name.toLowerCase() === name.toLowerCase());
  return found?.value ? found.value : null;
}

/** A REG_DWORD, which is printed as `0x1`; null where there is none. */
export function registryNumber(values: readonly RegistryValue[], name: string): number | null {
  const text = registryText(values, name);
  return text !== null && /^0x[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : null;
}

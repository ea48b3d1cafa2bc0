/** OpenWrt's configuration (UCI) as sections with options and lists; names are UCI's, values are anybody's. */
export interface UciSection {
  /** `network`, `firewall`: the file under /etc/config. */
  readonly config: string;
  readonly type: string;
  readonly name: string;
  readonly options: readonly UciOption[];
}

export interface UciOption {
  readonly key: string;
  /** A list has any number of values, an option one. */
  readonly values: readonly string[];
  readonly isList: boolean;
}

/** UCI's own rule for names of sections and options (libuci, uci_validate_str). */
const NAME = /^[A-Za-z0-9_]+$/;
/** libuci ends a value at the line's end, and `uci batch` takes each line for a command. */
const LINE_BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** In single quotes, in which nothing has a meaning but the quote itself. */
function quoted(value: string): string {
  if (LINE_BREAKS.test(value)) throw new RangeError("UCI: a value with a line break can't be written");
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function named(text: string): string {
  if (!NAME.test(text)) throw new RangeError(`UCI: ${JSON.stringify(text)} is no name`);
  return text;
}

/** For `/etc/config/<file>`, or to be appended to it. */
export function uciConfigText(sections: readonly UciSection[]): string {
  const blocks = sections.map(({ type, name, options }) =>
    [
      `config ${named(type)} ${quoted(named(name))}`,
      ...options.flatMap(({ key, values, isList }) =>
        values.map((value) => `\t${isList ? "list" : "option"} ${named(key)} ${quoted(value)}`),
      ),
    ].join("\n"),
  );
  return `${blocks.join("\n\n")}\n`;
}

/** For `uci batch`: the sections are made anew, so running it again changes nothing. Commits what it touched. */
export function uciBatchText(sections: readonly UciSection[]): string {
  const lines = sections.flatMap(({ config, type, name, options }) => {
    const path = `${named(config)}.${named(name)}`;
    return [
      `delete ${path}`,
      `set ${path}=${quoted(named(type))}`,
      ...options.flatMap(({ key, values, isList }) =>
        values.map((value) => `${isList ? "add_list" : "set"} ${path}.${named(key)}=${quoted(value)}`),
      ),
    ];
  });
  const configs = [...new Set(sections.map(({ config }) => config))];
  return [...lines, ...configs.map((config) => `commit ${config}`), ""].join("\n");
}

export const option = (key: string, value: string | number): UciOption => ({
  key,
  values: [String(value)],
  isList: false,
});

export const list = (key: string, values: readonly string[]): UciOption => ({ key, values, isList: true });

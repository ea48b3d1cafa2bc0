import { netmask } from "#core/system/second-address.ts";
import { Code } from "../ui/text.tsx";

/** Both ways of writing it: what devices ask for, and what ranges are written with. */
export function Mask({ prefixLength }: { prefixLength: number }) {
  return <Code>{`${netmask(prefixLength)} (/${prefixLength})`}</Code>;
}

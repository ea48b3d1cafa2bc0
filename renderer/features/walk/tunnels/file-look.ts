import { FileCode, FileKey, type LucideIcon } from "lucide-react";

/** How a file stands in a list, and what it is called where it is saved: without the folders of the machine that it is for. */
export function fileLook(path: string, isSecret: boolean): { icon: LucideIcon; name: string } {
  const name = path.split(/[/\\]/).findLast((part) => part !== "") ?? path;
  return { icon: isSecret ? FileKey : FileCode, name };
}

import type { LucideIcon } from "lucide-react";
import { classNames } from "./class-names.ts";
import { toneInk, type Tone } from "./tone.ts";

const sizes = { small: "size-4", medium: "size-5", large: "size-7" } as const;

type IconProps = {
  of: LucideIcon;
  size?: keyof typeof sizes;
  /** Takes the colour of the text around it when not given. */
  tone?: Tone | undefined;
  motion?: "turn" | "none";
};

/** A picture beside words: never the only carrier of a meaning, so always hidden from assistive technology. */
export function Icon({ of: Picture, size = "medium", tone, motion = "none" }: IconProps) {
  return (
    <Picture
      aria-hidden
      focusable={false}
      strokeWidth={1.75}
      className={classNames("shrink-0", sizes[size], tone && toneInk[tone], motion === "turn" && "animate-turn")}
    />
  );
}

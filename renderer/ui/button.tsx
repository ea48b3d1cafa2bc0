import { Button as BaseButton } from "@base-ui/react/button";
import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

const looks = {
  primary:
    "forced-color-adjust-none bg-accent text-on-accent shadow-low hover:bg-accent-hover active:bg-accent-pressed data-disabled:hover:bg-accent",
  secondary: "border border-line-strong bg-surface text-ink hover:bg-hover active:bg-sunken",
  quiet: "text-accent-ink hover:bg-hover active:bg-sunken",
  danger: "border border-critical-line bg-surface text-critical hover:bg-critical-soft",
} as const;

/** 40 px and up: plant rooms are worked in with gloves. `small` is for what stands beside a sentence. */
const sizes = {
  small: "min-h-8 gap-1.5 rounded-control px-2.5 py-1 text-caption font-semibold",
  medium: "min-h-10 gap-2 rounded-control px-4 py-2 text-small font-semibold",
  large: "min-h-12 gap-2.5 rounded-control px-5 py-2.5 text-body font-semibold",
  hero: "min-h-18 gap-3.5 rounded-card px-9 py-4 text-title font-semibold",
} as const;

const base =
  "inline-flex max-w-full items-center justify-center text-center select-none transition-colors duration-150 data-disabled:cursor-not-allowed data-disabled:opacity-55";

export type ButtonProps = {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  icon?: LucideIcon | undefined;
  /** The work has begun: the button keeps its place and its focus and says so, and can't be pressed twice. */
  pending?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  /** The id of the form that it submits, where it stands outside of it. */
  form?: string | undefined;
  /** When the visible words are not enough out of context ("Remove" -> "Remove stun.example.net"). */
  label?: string | undefined;
  ref?: Ref<HTMLElement>;
  onClick?: () => void;
  children: ReactNode;
};

export function Button({
  look = "secondary",
  size = "medium",
  icon,
  pending = false,
  disabled = false,
  type = "button",
  label,
  children,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      type={type}
      aria-label={label}
      aria-busy={pending || undefined}
      disabled={disabled || pending}
      focusableWhenDisabled={pending}
      className={classNames(base, looks[look], sizes[size])}
    >
      {pending ? (
        <Icon of={LoaderCircle} motion="turn" />
      ) : (
        icon && <Icon of={icon} size={size === "hero" ? "large" : "medium"} />
      )}
      <span className="min-w-0">{children}</span>
    </BaseButton>
  );
}

/** A square button with a picture only; its name is required. */
export function IconButton({
  icon,
  label,
  onClick,
  pressed,
  size = "medium",
  disabled = false,
}: {
  icon: LucideIcon;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  size?: "medium" | "large";
  disabled?: boolean;
}) {
  return (
    <BaseButton
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      onClick={onClick}
      disabled={disabled}
      className={classNames(base, looks.quiet, size === "large" ? "size-12" : "size-10", "shrink-0 rounded-control")}
    >
      <Icon of={icon} />
    </BaseButton>
  );
}

/** Goes somewhere, so it is a link, though it looks like a button. */
export function ButtonLink({
  href,
  look = "secondary",
  size = "medium",
  icon,
  elsewhere,
  children,
}: {
  href: string;
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  icon?: LucideIcon;
  /** Says that it opens another tab, to who can't see it open; such a link leaves this page where it is. */
  elsewhere?: string;
  children: ReactNode;
}) {
  return (
    <a
      href={href}
      {...(elsewhere !== undefined && { target: "_blank", rel: "noreferrer" })}
      className={classNames(base, looks[look], sizes[size])}
    >
      {icon && <Icon of={icon} />}
      <span className="min-w-0">
        {children}
        {elsewhere !== undefined && <span className="sr-only"> {elsewhere}</span>}
      </span>
    </a>
  );
}

/** A link within running text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-6 items-center rounded-small text-accent-ink underline decoration-accent-ink/40 underline-offset-4 hover:decoration-current"
    >
      {children}
    </a>
  );
}

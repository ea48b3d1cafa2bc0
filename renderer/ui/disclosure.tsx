import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

type DisclosureProps = {
  label: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

/** Detail one click away. */
export function Disclosure({ label, children, ...state }: DisclosureProps) {
  return (
    <Collapsible.Root {...state} className="flex min-w-0 flex-col items-start">
      <Collapsible.Trigger className="group -ms-2 inline-flex min-h-10 items-center gap-1.5 rounded-control px-2 text-small font-semibold text-accent-ink hover:bg-hover">
        <span className="transition-transform duration-150 group-data-panel-open:rotate-180">
          <Icon of={ChevronDown} size="small" />
        </span>
        {label}
      </Collapsible.Trigger>
      <Collapsible.Panel className="w-full min-w-0 pt-2">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}

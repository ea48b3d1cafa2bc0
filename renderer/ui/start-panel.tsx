import { useEffect, useRef, type ReactNode } from "react";
import { Heading, Text } from "./text.tsx";

type StartPanelProps = {
  title: string;
  lead: string;
  picture: ReactNode;
  action: ReactNode;
  options?: ReactNode;
  footer: ReactNode;
  /** What lies below the stage. */
  below?: ReactNode;
};

/** The stage for one big button. */
export function StartPanel({ title, lead, picture, action, options, footer, below }: StartPanelProps) {
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = "Farsite";
    head.current?.querySelector("h1")?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col items-center gap-8 pt-[min(6vh,4rem)]">
      <div className="w-full max-w-2xl">{picture}</div>
      <div ref={head} className="flex flex-col items-center gap-3 text-center">
        <Heading level={1} size="display">
          {title}
        </Heading>
        <Text size="lead" tone="soft" measure>
          {lead}
        </Text>
      </div>
      <div className="flex w-full max-w-md flex-col items-center gap-5">
        {action}
        {options}
        {footer}
      </div>
      {below && <div className="w-full pt-4">{below}</div>}
    </div>
  );
}

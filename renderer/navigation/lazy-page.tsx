import { RotateCw } from "lucide-react";
import { Component, lazy, Suspense, useEffect, useState, type ComponentType, type ReactNode } from "react";
import { useText } from "../i18n/language.tsx";
import { wholeLanguage } from "../i18n/load-language.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { problemOf } from "../problems/problem.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Text } from "../ui/text.tsx";
import { toFetch } from "./fetch-when-idle.ts";

/** Shorter than this, words about waiting would only flicker. */
const SAY_LOADING_AFTER_MS = 300;

/** The file of a part of the window was not to be had: the program that serves it has ended, or is another one by now. */
class NotLoadedError extends Error {
  constructor(cause: unknown) {
    super("a part of the window could not be loaded", { cause });
    this.name = "NotLoadedError";
  }
}

/**
 * A page that the window loads when it has nothing else to do, or at once when it is gone to. Where that fails, or the page itself
 * does, the rest of the window stays as it is, and it can be tried again.
 */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return lazyPart(load, <Loading />);
}

/** The same for a dialog or another part of a page; nothing stands in its place while it loads. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: ReactNode = null,
): ComponentType<P> {
  async function fetched(): Promise<ComponentType<P>> {
    const [part] = await Promise.all([load(), wholeLanguage()]).catch((error: unknown) => {
      throw new NotLoadedError(error);
    });
    // From now on it is drawn at once, without a moment of waiting in between.
    current = part;
    return part;
  }
  const begin = (): ComponentType<P> => lazy(async () => ({ default: await fetched() }));
  let current = begin();
  toFetch(fetched);
  return function LazyPart(props: P) {
    const [Part, setPart] = useState(() => current);
    function retry(): void {
      // What failed once stays failed: React keeps it.
      current = begin();
      setPart(() => current);
    }
    return (
      <FailedPart onRetry={retry}>
        <Suspense fallback={waiting}>
          <Part {...props} />
        </Suspense>
      </FailedPart>
    );
  };
}

function Loading() {
  const { t } = useText();
  const [isSaid, setSaid] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(true), SAY_LOADING_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    isSaid && (
      <Text tone="faint" size="small">
        {t("ui.common.loading")}
      </Text>
    )
  );
}

type FailedPartProps = { onRetry: () => void; children: ReactNode };

/** React tells only a class of what its children throw. */
class FailedPart extends Component<FailedPartProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { onRetry, children } = this.props;
    const { error } = this.state;
    if (error === null) return children;
    const retry = (): void => {
      this.setState({ error: null });
      onRetry();
    };
    if (error instanceof NotLoadedError) return <NotLoaded onRetry={retry} />;
    return <ProblemBanner problem={problemOf(error)} onRetry={retry} />;
  }
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const { t } = useText();
  return (
    <Banner
      tone="critical"
      title={t("ui.notLoaded.title")}
      actions={
        <>
          <Button onClick={onRetry}>{t("ui.common.tryAgain")}</Button>
          <Button icon={RotateCw} onClick={() => window.location.reload()}>
            {t("ui.connection.reload")}
          </Button>
        </>
      }
    >
      <p>{t("ui.notLoaded.text")}</p>
    </Banner>
  );
}

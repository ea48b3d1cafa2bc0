import { Component, lazy, Suspense, useState, type ComponentType, type ReactNode } from "react";
import { useText } from "../i18n/language.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { problemOf } from "../problems/problem.ts";
import { Text } from "../ui/text.tsx";

/**
 * A page that the window loads when it is first gone to. Where that fails (the program that serves it has ended), the rest of the
 * window stays as it is, and it can be tried again.
 */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const begin = () => lazy(async () => ({ default: await load() }));
  let current = begin();
  return function LazyPage(props: P) {
    const [Loaded, setLoaded] = useState(() => current);
    function retry(): void {
      // What failed once stays failed: React keeps it.
      current = begin();
      setLoaded(() => current);
    }
    return (
      <FailedPage onRetry={retry}>
        <Suspense fallback={<Loading />}>
          <Loaded {...props} />
        </Suspense>
      </FailedPage>
    );
  };
}

function Loading() {
  const { t } = useText();
  return (
    <Text tone="faint" size="small">
      {t("ui.common.loading")}
    </Text>
  );
}

type FailedPageProps = { onRetry: () => void; children: ReactNode };

/** React tells only a class of what its children throw. */
class FailedPage extends Component<FailedPageProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { onRetry, children } = this.props;
    if (this.state.error === null) return children;
    const retry = (): void => {
      this.setState({ error: null });
      onRetry();
    };
    return <ProblemBanner problem={problemOf(this.state.error)} onRetry={retry} />;
  }
}

import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { words } from "../../model/en";
import css from "./ErrorBoundary.module.css";
import { Icon } from "./Icon";
import { Note } from "./Note";

interface ErrorBoundaryProps {
  children: ReactNode;
  /** When this changes, the part is tried again, as when another row is chosen. */
  of?: string;
  /** Stands in for the part, where there is something plainer that does. */
  fallback?: ReactNode;
  /** A strip at the edge of the window: there is room for a few words. */
  strip?: boolean;
}

interface ErrorBoundaryState {
  failed: Error | null;
  of: string | undefined;
}

/** Keeps a part that fails from taking the rest of the window with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  state: ErrorBoundaryState = { failed: null, of: this.props.of };

  static getDerivedStateFromError(failed: Error): Partial<ErrorBoundaryState> {
    return { failed };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState) {
    return props.of === state.of ? null : { failed: null, of: props.of };
  }

  render() {
    const { failed } = this.state;
    if (!failed) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    const { strip } = this.props;
    const reload = (
      <Button
        size="xs"
        variant={strip ? "link" : "default"}
        onClick={() => this.setState({ failed: null })}
      >
        {words.trouble.reload}
      </Button>
    );
    if (strip) {
      return (
        <div className={css.strip} role="alert" title={words.trouble.partStopped(failed.message)}>
          <Icon name="failed" size={14} />
          <span>{words.trouble.stripStopped}</span>
          {reload}
        </div>
      );
    }
    return (
      <div className={css.part}>
        <Note tone="failed" icon="failed" role="alert" action={reload}>
          {words.trouble.partStopped(failed.message)}
        </Note>
      </div>
    );
  }
}

import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { words } from "../../model/en";
import { Note } from "./Note";

interface ErrorBoundaryProps {
  children: ReactNode;
  /** When this changes, the part is tried again, as when another row is chosen. */
  of?: string;
  /** Stands in for the part, where there is something plainer that does. */
  fallback?: ReactNode;
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
    const reload = (
      <Button size="xs" onClick={() => this.setState({ failed: null })}>
        {words.trouble.reload}
      </Button>
    );
    return (
      <div style={{ padding: 24 }}>
        <Note tone="failed" icon="failed" role="alert" action={reload}>
          {words.trouble.partStopped(failed.message)}
        </Note>
      </div>
    );
  }
}

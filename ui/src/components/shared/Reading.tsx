import { Button } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { words } from "../../model/en";
import { Note } from "./Note";
import { Skeleton } from "./Skeleton";
import { noteUsable } from "./usable";

interface ReadingProps {
  query: {
    /** What was read, also while it is being read anew or could not be. */
    data: unknown;
    error: Error | null;
    refetch: () => unknown;
  };
  children: ReactNode;
}

/** Shows what was read; before that that it is being read, or why it could not be. */
export function Reading({ query, children }: ReadingProps) {
  const isRead = query.data !== undefined;
  useEffect(() => {
    if (isRead) noteUsable();
  }, [isRead]);
  if (isRead) return children;
  if (!query.error) return <Skeleton />;
  const again = (
    <Button size="xs" onClick={() => query.refetch()}>
      {words.trouble.tryAgain}
    </Button>
  );
  return (
    <div style={{ padding: 24 }}>
      <Note tone="failed" icon="failed" role="alert" action={again}>
        {`${words.trouble.notRead} ${query.error.message}`}
      </Note>
    </div>
  );
}

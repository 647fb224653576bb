import { ago, wholeMoment } from "../../model/time";
import { useNow } from "../../state/now";

interface AgoProps {
  at: string;
}

/** How long ago something was; the whole moment on hover. */
export function Ago({ at }: AgoProps) {
  const now = useNow();
  return (
    <time dateTime={at} title={wholeMoment(at)}>
      {ago(at, now)}
    </time>
  );
}

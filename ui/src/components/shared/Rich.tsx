import { plain, type Rich as RichText } from "../../model/rich";
import { visibleStart } from "../../model/visible";

interface RichProps {
  of: RichText;
}

/** A sentence in which the filled-in values stand out. */
export function Rich({ of }: RichProps) {
  return of.map((part, index) =>
    typeof part === "string" ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <strong key={`${index}:${plain([part])}`}>{visibleStart(part.strong)}</strong>
    ),
  );
}

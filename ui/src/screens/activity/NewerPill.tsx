import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import css from "./Activity.module.css";

/** As many as are counted. */
const COUNTED = 100;

interface NewerPillProps {
  count: number;
  onShow: () => void;
}

/** Says that new deliveries wait above, and brings them in. */
export function NewerPill({ count, onShow }: NewerPillProps) {
  if (count === 0) return null;
  const more = count >= COUNTED;
  return (
    <button type="button" className={css.pill} onClick={onShow}>
      <Icon name="up" size={12} />
      {words.activity.newer(more ? COUNTED - 1 : count, more)}
    </button>
  );
}

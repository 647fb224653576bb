import css from "./RowBox.module.css";

interface RowBoxProps {
  name: string;
  checked: boolean;
  onChange: () => void;
}

/**
 * A box to tick in a row that comes and goes. It looks like Mantine's and is a plain element: theirs
 * has custom properties in the style of the element itself, and WebKitGTK never gives back what it
 * worked out for such a one, several kilobytes each time. A scrolled list makes hundreds of
 * megabytes of that.
 */
export function RowBox({ name, checked, onChange }: RowBoxProps) {
  return (
    <input
      type="checkbox"
      className={css.box}
      tabIndex={-1}
      aria-label={name}
      checked={checked}
      onChange={onChange}
    />
  );
}

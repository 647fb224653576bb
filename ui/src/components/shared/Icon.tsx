import { type IconName, shapes } from "./icon-shapes";

interface IconProps {
  name: IconName;
  /** Edge in pixels; 16 unless told. */
  size?: number;
  className?: string;
}

/** A drawing beside words. It is decoration for the ear: the words carry the meaning. */
export function Icon({ name, size = 16, className }: IconProps) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none" }}
    >
      {shapes[name]}
    </svg>
  );
}

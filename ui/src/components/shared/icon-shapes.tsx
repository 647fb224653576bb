import type { ReactNode } from "react";

/**
 * The drawings: states, kinds of trigger, and the interface set. One 16 px grid, 1.5 px lines,
 * in the colour of the text around them.
 */
export const shapes = {
  sent: (
    <path
      fill="currentColor"
      stroke="none"
      fillRule="evenodd"
      d="M8 1.25a6.75 6.75 0 1 1 0 13.5a6.75 6.75 0 0 1 0-13.5Zm3.63 4.72a.8.8 0 0 0-1.16-1.1L7.02 8.5 5.55 7.03a.8.8 0 0 0-1.13 1.13l2.05 2.05a.8.8 0 0 0 1.15-.02Z"
    />
  ),
  waiting: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path
        fill="currentColor"
        stroke="none"
        d="M8 4.25v4a.5.5 0 0 0 .5.5H12A4 4 0 0 0 8 4.25Z"
        transform="translate(0 -.25)"
      />
    </>
  ),
  failed: (
    <path
      fill="currentColor"
      stroke="none"
      fillRule="evenodd"
      d="M5.5 1.5h5a.9.9 0 0 1 .64.26l3.1 3.1a.9.9 0 0 1 .26.64v5a.9.9 0 0 1-.26.64l-3.1 3.1a.9.9 0 0 1-.64.26h-5a.9.9 0 0 1-.64-.26l-3.1-3.1a.9.9 0 0 1-.26-.64v-5a.9.9 0 0 1 .26-.64l3.1-3.1a.9.9 0 0 1 .64-.26Zm.56 3.5A.75.75 0 0 0 5 6.06L6.94 8 5 9.94A.75.75 0 0 0 6.06 11L8 9.06 9.94 11A.75.75 0 0 0 11 9.94L9.06 8 11 6.06A.75.75 0 0 0 9.94 5L8 6.94Z"
    />
  ),
  skipped: (
    <>
      <path d="M1.75 10.25a5.5 5.5 0 0 1 10.6-1.2" />
      <path d="M13.9 5.6l-1.3 3.7-3.6-1.5" />
      <circle cx="7" cy="12" r="1.6" fill="currentColor" stroke="none" />
    </>
  ),
  held: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2.5" />
      <path d="M6.25 5.5v5M9.75 5.5v5" strokeWidth="1.75" />
    </>
  ),
  file: (
    <>
      <path d="M3.25 13V3c0-.7.55-1.25 1.25-1.25h4.25l4 4V13c0 .7-.55 1.25-1.25 1.25h-7c-.7 0-1.25-.55-1.25-1.25Z" />
      <path d="M8.75 1.9v3.85h3.85" />
    </>
  ),
  schedule: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.5V8l2.4 1.75" />
    </>
  ),
  inbound: (
    <>
      <path d="M8 1.75v7.5" />
      <path d="M4.9 6.4 8 9.5l3.1-3.1" />
      <path d="M1.75 9.25v3.25c0 .97.78 1.75 1.75 1.75h9c.97 0 1.75-.78 1.75-1.75V9.25" />
    </>
  ),
  manual: (
    <path d="M5.75 9.3V3.1a1.25 1.25 0 0 1 2.5 0v3.6l3.6.85c1.1.26 1.8 1.32 1.6 2.43l-.45 2.5a2.15 2.15 0 0 1-2.12 1.77H8.1c-.8 0-1.55-.38-2.03-1.02L3.1 9.2a1.15 1.15 0 0 1 1.72-1.5Z" />
  ),
  destination: (
    <>
      <circle cx="10.25" cy="3.25" r="1.6" />
      <path d="M10.25 4.85v5.4a3.6 3.6 0 0 1-7.2 0V8.4" />
      <path d="M1.3 10.1 3.05 8.3l1.75 1.8" />
    </>
  ),
  table: (
    <>
      <rect x="1.75" y="2.5" width="12.5" height="11" rx="1.5" />
      <path d="M1.75 6.2h12.5M6.2 6.2v7.3" />
    </>
  ),
  chart: <path d="M1.75 13.75h12.5M3.5 11V8.5M6.5 11V3.5M9.5 11V6M12.5 11V4.75" />,
  tidy: <path d="M2 3h4.5M2 8h4.5M2 13h4.5M9.5 3H14M9.5 8H14M9.5 13H14" />,
  connect: (
    <>
      <circle cx="3.75" cy="12.25" r="2" />
      <path d="M5.2 10.8 10.5 5.5M7 3.25h5.75V9" />
    </>
  ),
  loom: (
    <>
      <path d="M4 1.75v12.5M8 1.75v3.4M8 8.1v6.15M12 1.75v12.5" />
      <path d="M1.75 6.6H2.5M5.5 6.6h5M13.5 6.6h.75M1.75 10.4h4.75M9.5 10.4h1" />
    </>
  ),
  activity: (
    <>
      <path d="M1.75 3.75h.01M1.75 8h.01M1.75 12.25h.01" strokeWidth="2" />
      <path d="M5 3.75h9.25M5 8h9.25M5 12.25h5.5" />
    </>
  ),
  inbox: (
    <>
      <path d="M1.75 9.25h3.4c.35 0 .6.25.75.55.35.8 1.1 1.3 2.1 1.3s1.75-.5 2.1-1.3c.15-.3.4-.55.75-.55h3.4" />
      <path d="M3.2 3.3 1.75 9v3.25c0 .83.67 1.5 1.5 1.5h9.5c.83 0 1.5-.67 1.5-1.5V9L12.8 3.3a1.4 1.4 0 0 0-1.36-1.05H4.56A1.4 1.4 0 0 0 3.2 3.3Z" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  fit: <path d="M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="3.25" cy="8" r="1.2" />
      <circle cx="8" cy="8" r="1.2" />
      <circle cx="12.75" cy="8" r="1.2" />
    </g>
  ),
  down: <path d="m4 6.25 4 4 4-4" />,
  left: <path d="m9.75 4-4 4 4 4" />,
  up: <path d="m4 9.75 4-4 4 4" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8.25" height="8.25" rx="1.5" />
      <path d="M3.5 10.5h-.25a1.5 1.5 0 0 1-1.5-1.5V3.25a1.5 1.5 0 0 1 1.5-1.5H9a1.5 1.5 0 0 1 1.5 1.5v.25" />
    </>
  ),
  x: <path d="m4 4 8 8M12 4l-8 8" />,
  play: (
    <path d="M4.25 3.1v9.8c0 .6.65.97 1.16.66l7.8-4.9a.77.77 0 0 0 0-1.32l-7.8-4.9a.77.77 0 0 0-1.16.66Z" />
  ),
  pause: <path d="M5.25 3v10M10.75 3v10" strokeWidth="2" />,
  again: (
    <>
      <path d="M13.5 8a5.5 5.5 0 1 1-1.7-4" />
      <path d="M13.75 1.75V4.6h-2.9" />
    </>
  ),
  folder: (
    <path d="M1.75 12.25v-8.5c0-.7.55-1.25 1.25-1.25h3.1c.4 0 .75.2 1 .5l.9 1.25h5c.7 0 1.25.55 1.25 1.25v6.75c0 .7-.55 1.25-1.25 1.25H3c-.7 0-1.25-.55-1.25-1.25Z" />
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5.25 7V4.75a2.75 2.75 0 0 1 5.5 0V7" />
    </>
  ),
  unlock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5.25 7V4.5A2.6 2.6 0 0 1 10 3.25" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="3.25" />
      <path d="m7.4 8.6 6-6M11 5l2 2" />
    </>
  ),
  warn: (
    <>
      <path d="M7 2.7 1.6 12a1.15 1.15 0 0 0 1 1.75h10.8a1.15 1.15 0 0 0 1-1.75L9 2.7a1.15 1.15 0 0 0-2 0Z" />
      <path d="M8 6.25v3.25M8 11.6v.01" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 7.4v3.6M8 5v.01" />
    </>
  ),
  trash: (
    <path d="M2.5 4h11M6 4V2.25h4V4M3.75 4l.6 8.9c.05.5.45.85.95.85h5.4c.5 0 .9-.35.95-.85l.6-8.9" />
  ),
  edit: (
    <path d="M10.4 3 13 5.6M2.5 13.5l.6-3.2L10.9 2.5c.5-.5 1.3-.5 1.8 0l.8.8c.5.5.5 1.3 0 1.8L5.7 12.9Z" />
  ),
  offline: (
    <path d="m2 2 12 12M5.2 8.6c.8-.65 1.75-1 2.8-1 .5 0 .95.1 1.4.2M2.6 5.9c.6-.5 1.2-.9 1.9-1.2M8.2 4c2 .1 3.8.75 5.2 1.9M8 12v.01" />
  ),
  send: <path d="M14 2 7.2 8.8M14 2l-4.2 12-2.6-5.2L2 6.2Z" />,
  terminal: <path d="m2.75 4.25 3.5 3.5-3.5 3.5M8.25 12h5" />,
  stop: <rect x="3.25" y="3.25" width="9.5" height="9.5" rx="1.5" />,
  check: <path d="m3 8.5 3.4 3.4L13 4.6" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.75" />
      <path d="m10.6 10.6 3.4 3.4" />
    </>
  ),
  upload: (
    <path d="M8 10.5V2.25M4.9 5.3 8 2.2l3.1 3.1M2 10.75v2c0 .55.45 1 1 1h10c.55 0 1-.45 1-1v-2" />
  ),
  bookmark: <path d="M4 2.25h8v11.5L8 10.5l-4 3.25Z" />,
  home: (
    <>
      <path d="M2.25 7.1 8 2.25l5.75 4.85v5.65c0 .55-.45 1-1 1h-9.5a1 1 0 0 1-1-1Z" />
      <path d="M6.25 13.5V9.75h3.5v3.75" />
    </>
  ),
  map: (
    <>
      <circle cx="3.4" cy="4" r="1.65" />
      <circle cx="3.4" cy="12" r="1.65" />
      <circle cx="12.6" cy="8" r="1.65" />
      <path d="M5.1 4.1c3.4.2 2.4 3.7 5.7 3.85M5.1 11.9c3.4-.2 2.4-3.7 5.7-3.85" />
    </>
  ),
  recipes: (
    <>
      <path d="M8 3.9C6.9 2.8 5.2 2.25 2 2.25v10c3.2 0 4.9.55 6 1.65 1.1-1.1 2.8-1.65 6-1.65v-10c-3.2 0-4.9.55-6 1.65Z" />
      <path d="M8 3.9v9.8" />
    </>
  ),
  settings: (
    <>
      <path d="M1.75 4.5h6M12.25 4.5h2M1.75 11.5h2M8.25 11.5h6" />
      <circle cx="10" cy="4.5" r="2" />
      <circle cx="6" cy="11.5" r="2" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M6.2 6.3c.1-1 .85-1.65 1.85-1.65s1.8.65 1.8 1.6c0 1.35-1.8 1.5-1.8 2.85M8 11.4v.01" />
    </>
  ),
  sort: <path d="M5 2.75v10.5M2.5 10.75 5 13.25l2.5-2.5M11 13.25V2.75M8.5 5.25 11 2.75l2.5 2.5" />,
  bell: <path d="M3.75 11V7a4.25 4.25 0 0 1 8.5 0v4l1 1.25H2.75ZM6.5 14h3" />,
  undo: <path d="M5.5 3.25 2.5 6.25l3 3M2.75 6.25H10a3.5 3.5 0 0 1 0 7H6.5" />,
} satisfies Record<string, ReactNode>;

/** A drawing by its name. */
export type IconName = keyof typeof shapes;

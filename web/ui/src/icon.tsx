/** Own strokes on a 24 × 24 grid, 2 px, round. Always beside a word, so hidden from screen readers. */
const icons = {
  clock: "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5l3.5 2",
  bell: "M6 17V11a6 6 0 0 1 12 0v6M4 17h16M10.5 20.5h3",
  person: "M8.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M5 20c.6-4 3.4-6 7-6s6.4 2 7 6",
  tick: "m5 12.5 4.5 4.5L19 7",
  up: "m6 11 6-6 6 6M12 5v14",
  plus: "M12 5v14M5 12h14",
  dash: "M5 12h14",
  lock: "M7 11h10a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 17 20H7a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 7 11M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  triangle: "M12 4 3 19.5h18zM12 10v4.5M12 17v.2",
  waves: "M4 10a12 12 0 0 1 16 0M7.2 13.5a7 7 0 0 1 9.6 0M12 18v.2",
  lost: "M4 10a12 12 0 0 1 16 0M7.2 13.5a7 7 0 0 1 9.6 0M12 18v.2M4 3l16 18",
  next: "m9 5 7 7-7 7",
  back: "m15 5-7 7 7 7",
  pause: "M9 6v12M15 6v12",
  undo: "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3",
  place:
    "M12 21c4-5 6.5-8 6.5-11.5a6.5 6.5 0 0 0-13 0C5.5 13 8 16 12 21zM9.8 9.5a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0",
  print: "M7 9V4h10v5M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v6H7z",
} as const;

export type IconName = keyof typeof icons;
export const iconNames = Object.keys(icons).filter((name): name is IconName => name in icons);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={icons[name]} />
    </svg>
  );
}

/** Three islands over a gold waterline: the mark of the city. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 40 30" aria-hidden="true">
      <path d="M1 23C2 15 3 10 6 10s4 4 5 9c1-9 3-17 8-17s7 9 8 17c1-5 3-8 5-8 4 0 6 6 7 12z" />
      <path d="M1 27.5h38" />
    </svg>
  );
}

/** Bars of one figure a day, drawn on the server; the table beside it says the same. */
export function DayChart({
  days,
  label,
}: {
  days: readonly { day: string; count: number; part: number }[];
  label: string;
}) {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const width = 720;
  const height = 180;
  /** Where the bars stand; under it are the days. */
  const ground = height - 30;
  const step = width / Math.max(1, days.length);
  const tall = (count: number) => Math.round((count / most) * (ground - 24));
  const every = Math.ceil(days.length / 6);
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1="0" x2={width} y1={ground} y2={ground} stroke="currentColor" />
      <text x="0" y="20">
        {most}
      </text>
      {days.map(({ day, count, part }, at) => (
        <g key={day}>
          <rect
            x={at * step + step * 0.15}
            width={step * 0.7}
            y={ground - tall(count)}
            height={tall(count)}
            fill="var(--sea)"
          />
          <rect
            x={at * step + step * 0.15}
            width={step * 0.7}
            y={ground - tall(part)}
            height={tall(part)}
            fill="var(--wait)"
          />
          {at % every === 0 ? (
            <text x={at * step} y={height - 6}>
              {day.slice(8, 10)}/{day.slice(5, 7)}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}

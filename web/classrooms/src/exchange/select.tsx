/** One of a list that is too long for rows to touch. */
export function Select({
  id,
  options,
  value,
  described,
}: {
  id: string;
  options: readonly { id: string; name: string }[];
  value?: string;
  described?: string;
}) {
  return (
    <select id={id} name={id} aria-describedby={described}>
      {options.map((one) => (
        <option key={one.id} value={one.id} selected={one.id === value}>
          {one.name}
        </option>
      ))}
    </select>
  );
}

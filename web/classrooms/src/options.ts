/** Rooms, schools or classes to choose from. */
export const named = (things: readonly { id: string; name: string }[]) =>
  things.map(({ id, name }) => ({ value: id, text: name }));

/** 1 to `count` to choose from. */
export const numbered = (count: number, textOf: (n: number) => string = String) =>
  Array.from({ length: count }, (_, index) => ({ value: String(index + 1), text: textOf(index + 1) }));

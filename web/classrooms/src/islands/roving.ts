/** Arrow keys walk the links of the grid; without this script Tab does. */
const table = document.querySelector<HTMLTableElement>("table.week");
const step: Record<string, readonly [row: number, column: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

table?.addEventListener("keydown", (event) => {
  const by = step[event.key];
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  const row = cell?.parentElement;
  if (!by || !cell || !(row instanceof HTMLTableRowElement)) return;
  const [down, right] = by;
  // Cells without a link are stepped over, in the same direction.
  for (let r = row.rowIndex + down, c = cell.cellIndex + right; ; r += down, c += right) {
    const next = table.rows[r]?.cells[c];
    if (!next) return;
    const link = next.querySelector("a");
    if (!link) continue;
    link.focus();
    event.preventDefault();
    return;
  }
});

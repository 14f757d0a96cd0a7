import type { BoardCall, BoardView } from "@ven/contracts/queue";

/** A call older than this is shown, never spoken: the person has gone in, or away (ms). */
export const tooOld = 60_000;

/** Which calls to announce, oldest first, and up to which sequence number everything is settled then. */
export function toAnnounce(board: BoardView, settled: number, now: number): { calls: BoardCall[]; settled: number } {
  // A log that begins again (a rebuilt facility) must not silence the hall for the rest of the day.
  const from = Math.min(settled, board.seq);
  const calls = board.calls.filter((call) => call.seq > from && now - call.at <= tooOld).sort((a, b) => a.seq - b.seq);
  return { calls, settled: Math.max(from, ...board.calls.map(({ seq }) => seq)) };
}

/** What a page that was loaded again has announced already; a first page begins with what it shows. */
export function settledAtFirst(stored: string | null, board: BoardView) {
  const seq = Number(stored ?? Number.NaN);
  return Number.isSafeInteger(seq) && stored !== null ? seq : board.seq;
}

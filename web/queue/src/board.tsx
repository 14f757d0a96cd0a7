import type { BoardView } from "@ven/contracts/queue";
import { Island } from "@ven/ui";

import { type Around, page } from "./around";
import { fill } from "./fill";
import { BoardPanel, type BoardViewProps, placeOf } from "./views/board-view";
import { hallWords } from "./words/hall";

export interface BoardPage extends Around {
  /** What its poster says: the facility, or one of its areas. */
  code: string;
  board: BoardView;
  /** Age of the board where the truth could not be asked. */
  staleMs?: number | undefined;
}

/** A hall's board: one page that stays open for days. Vietnamese, with English under it. */
export function boardPage({ code, board, staleMs, ...around }: BoardPage) {
  const stale = staleMs !== undefined;
  const props: BoardViewProps = {
    board,
    now: board.at + (staleMs ?? 0),
    lostAt: stale ? board.at : null,
    chime: "off",
    fresh: false,
  };
  return page(
    { ...around, lang: "vi" },
    {
      title: fill(hallWords.title, { place: placeOf(board) }),
      audience: "board",
      brand: { name: board.facility.name, href: `/b/${code}` },
      noindex: true,
      scripts: ["board"],
      refresh: { seconds: 5, href: `/b/${code}`, stopped: false },
      body: <Island of={BoardPanel} name="board" props={props} />,
    },
  );
}

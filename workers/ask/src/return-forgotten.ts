import type { MovedThread } from "@ven/contracts/ask-live";
import { audit } from "@ven/kit";

import { deskOf } from "./asking-repository";
import { handedOnBefore } from "./desk-repository";
import { expectedBy } from "./expected-answer";
import { addMessage, moveThread } from "./thread-repository";

/** So long after its promise a question that was handed on may still be taken where it was handed to. */
const patience = 3_600_000;

interface Returning {
  db: D1Database;
  now: number;
  /** Tells whoever looks at the thread. */
  tell: (moved: MovedThread) => Promise<void>;
}

/**
 * Brings questions back that another desk was handed and nobody there took in time, to the desk that handed them on: a
 * visitor's question is never lost with an office that has nobody. It comes back once and is not handed to and fro.
 */
export async function returnForgotten({ db, now, tell }: Returning) {
  let returned = 0;
  for (const { id, version, lang, organisation, text } of await handedOnBefore(db, now - patience)) {
    const [, from = ""] = text.split(" ");
    const due = expectedBy(now, await deskOf(db, from));
    const [moved] = await db.batch([
      moveThread(db, { id, version, to: "open", now, organisation: from, expectedBy: due }),
      audit(
        db,
        "ask",
        { at: now, actor: "system", action: "thread.return", object: id, organisation, detail: { to: from } },
        { ifChanged: true },
      ),
      addMessage(db, id, { author: "system", lang, text: `return ${organisation} ${from}` }, { now }),
    ]);
    // Somebody took it in this moment.
    if (moved?.meta.changes === 0) continue;
    returned++;
    await tell({ id, state: "open", version: version + 1 });
  }
  return { returned };
}

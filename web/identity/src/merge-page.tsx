import { fill } from "@ven/kit/fill";
import { Button } from "@ven/ui";

import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

export interface MergePage extends Frame {
  /** The sealed offer. */
  offer: string;
  /** The guest's contact, masked. */
  guest: string;
}

/** A citizen who was a guest on this device is asked, once, whether both are one from now on. */
export function mergePage({ offer, guest, ...frame }: MergePage) {
  const t = peopleMessages(frame.lang);
  return pageIn(
    frame,
    t.merge,
    <>
      <h1>{t.merge}</h1>
      <p>{fill(t.mergeLead, { where: guest })}</p>
      <p>{t.mergeOnce}</p>
      <form method="post" action="/account/merge" class="stack">
        <input type="hidden" name="offer" value={offer} />
        <div class="pair">
          <Button kind="line" name="answer" value="yes">
            {t.mergeYes}
          </Button>
          <Button kind="line" name="answer" value="no">
            {t.mergeNo}
          </Button>
        </div>
      </form>
    </>,
  );
}

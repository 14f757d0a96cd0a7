import { fill } from "@ven/kit/fill";
import { Button, LinkButton } from "@ven/ui";

import { peopleMessages } from "./people-messages";
import { type Frame, pageIn } from "./shell";

export interface MergePage extends Frame {
  /** The sealed offer. */
  offer: string;
  /** The guest's contact, masked. */
  guest: string;
  /** The guest is signed in on another device. */
  isElsewhere?: boolean;
}

/** A citizen who was a guest on this device is asked, once, whether both are one from now on. */
export function mergePage({ offer, guest, isElsewhere = false, ...frame }: MergePage) {
  const t = peopleMessages(frame.lang);
  return pageIn(
    frame,
    t.merge,
    <>
      <h1>{t.merge}</h1>
      <p>{fill(isElsewhere ? t.mergeElsewhereLead : t.mergeLead, { where: guest })}</p>
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

/** The link that a guest opens on the device where they use VNeID. */
export function mergeLinkPage({ link, ...frame }: Frame & { link: string }) {
  const t = peopleMessages(frame.lang);
  return pageIn(
    frame,
    t.mergeLink,
    <>
      <h1>{t.mergeLink}</h1>
      <p>{t.mergeLinkLead}</p>
      <div class="field">
        <label for="link">{t.mergeLinkField}</label>
        <textarea id="link" readonly rows={5}>
          {link}
        </textarea>
      </div>
      <p class="soft">{t.mergeLinkOwn}</p>
      <LinkButton kind="line" full href="/account">
        {t.back}
      </LinkButton>
    </>,
  );
}

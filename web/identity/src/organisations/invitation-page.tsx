import { fill } from "@ven/kit/fill";
import { Button } from "@ven/ui";

import { type Frame, pageIn } from "../shell";
import { nameIn } from "./staff-frame";
import { organisationWords, rightText } from "./words";

export interface InvitationPage extends Frame {
  token: string;
  organisation: { name: string; nameEn: string | null };
  role: string;
  /** Masked. */
  sentTo: string;
  /** Whoever is signed in here has proved that contact already. */
  isProved: boolean;
}

/** What somebody sees who opens the link of an invitation. */
export function invitationPage({ token, organisation, role, sentTo, isProved, ...frame }: InvitationPage) {
  const { lang } = frame;
  const t = organisationWords(lang);
  return pageIn(
    frame,
    t.inviteTitle,
    <>
      <h1>{t.inviteTitle}</h1>
      <p class="lead">
        {fill(t.inviteLead, { organisation: nameIn(organisation, lang), role: rightText(lang, role) })}
      </p>
      <p>{isProved ? t.inviteThen : fill(t.inviteProve, { where: sentTo })}</p>
      <form method="post" action={`/invitations/${token}/${isProved ? "take" : "code"}`}>
        <Button full size="big">
          {isProved ? t.inviteTake : t.inviteSend}
        </Button>
      </form>
    </>,
  );
}

import { Icon, LinkButton } from "@ven/ui";

import { type Frame, publicPage, type StaffFrame, staffPage } from "./shell";
import { roomWords } from "./words/rooms";

/** The service's first page. */
export function landingPage(frame: Frame) {
  const t = roomWords(frame.lang);
  return publicPage(frame, {
    title: `${t.service} – ${frame.city.name[frame.lang]}`,
    body: (
      <>
        <h1>{t.service}</h1>
        <p>{t.intro}</p>
        <p>
          <LinkButton href="/me" size="big">
            {t.signIn}
          </LinkButton>
        </p>
        <section aria-labelledby="door">
          <h2 id="door">{t.atDoor}</h2>
          <p>{t.atDoorHint}</p>
        </section>
      </>
    ),
  });
}

/** Somebody who works for more than one school says which. */
export function schoolsPage(frame: StaffFrame, schools: readonly { id: string; name: string; rooms: number }[]) {
  const t = roomWords(frame.lang);
  return staffPage(frame, {
    title: t.chooseSchool,
    body: (
      <>
        <h1>{t.chooseSchool}</h1>
        <ul class="links">
          {schools.map(({ id, name }) => (
            <li key={id}>
              <a href={`/s/${id}/rooms`}>
                <span>{name}</span>
                <Icon name="next" />
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

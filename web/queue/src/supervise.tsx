import type { FacilityView, ServiceView } from "@ven/contracts/queue";
import { localTime } from "@ven/kit/local-time";
import { Button, Choices, DataTable, Notification, StateTag, Wide } from "@ven/ui";

import { type Around, page } from "./around";
import { servedBy } from "./desk";
import { fill, nameOf } from "./fill";
import { SignOut, staffUser } from "./staff";
import { joinWords } from "./words/join";
import { staffWords } from "./words/staff";

export interface SupervisePage extends Around {
  person: { name: string };
  facility: FacilityView;
  /** Idempotency key of the join-mode form. */
  key: string;
  notice?: string;
}

/** A supervisor's hospital today: what is open, who holds what, and how people take a number. */
export function supervisePage({ person, facility, key, notice, ...around }: SupervisePage) {
  const { lang } = around;
  const words = staffWords(lang);
  return page(around, {
    title: fill(words.supervise, { facility: nameOf(facility, lang) }),
    audience: "desk",
    brand: { name: nameOf(facility, lang), href: `/supervise/${facility.id}` },
    user: staffUser(person, lang, `/supervise/${facility.id}`, [{ href: "/desk", text: words.desk }]),
    aside: <SignOut lang={lang} />,
    languages: false,
    noindex: true,
    body: (
      <>
        <div class="row apart">
          <h1>{words.superviseShort}</h1>
          <p>
            {fill(words.waiting, { n: facility.waiting })} · <time>{localTime(facility.at, facility.timezone)}</time>
          </p>
        </div>
        {notice ? <Notification kind="success">{notice}</Notification> : null}
        <section aria-labelledby="services">
          <h2 id="services">{words.services}</h2>
          <Wide label={words.services}>
            <DataTable
              caption={words.services}
              columns={[
                { text: words.service },
                { text: words.state },
                { text: words.waitingCount, number: true },
                { text: words.left, number: true },
                { text: words.opening },
              ]}
              rows={facility.services.map((service) => ({
                key: service.id,
                cells: [
                  nameOf(service, lang),
                  <State key="state" service={service} lang={lang} />,
                  String(service.waiting),
                  service.left === null ? words.noLimit : String(service.left),
                  <Opening key="opening" service={service} lang={lang} />,
                ],
              }))}
            />
          </Wide>
        </section>
        <section aria-labelledby="counters">
          <h2 id="counters">{words.counters}</h2>
          <Wide label={words.counters}>
            <DataTable
              caption={words.counters}
              columns={[{ text: words.counter }, { text: words.holding }, { text: words.serves }]}
              rows={facility.counters.map((counter) => ({
                key: counter.id,
                cells: [
                  <a key="desk" href={`/desk/${counter.id}`}>
                    {nameOf(counter, lang)}
                  </a>,
                  counter.holds ?? words.free,
                  servedBy(facility, counter.services, lang),
                ],
              }))}
            />
          </Wide>
        </section>
        <form class="stack half-page" method="post" action={`/supervise/${facility.id}/join-mode`}>
          <input type="hidden" name="key" value={key} />
          <Choices
            name="joinMode"
            legend={words.joinMode}
            value={facility.joinMode}
            options={[
              { value: "poster", text: words.modePoster, hint: words.modePosterHint },
              { value: "rotating", text: words.modeRotating, hint: words.modeRotatingHint },
            ]}
          />
          <p class="soft">{words.modeConfirm}</p>
          <Button>{words.save}</Button>
        </form>
        <section aria-labelledby="print">
          <h2 id="print">{words.print}</h2>
          <Wide label={words.print}>
            <Places facility={facility} lang={lang} />
          </Wide>
        </section>
      </>
    ),
  });
}

function State({ service, lang }: { service: ServiceView; lang: Around["lang"] }) {
  const words = staffWords(lang);
  const opens = !service.open && service.opens ? fill(joinWords(lang).opensAt, { time: service.opens.time }) : "";
  const why = service.override === null ? opens || words.byWindows : words.byHand;
  return (
    <span class="row">
      <StateTag state={service.open ? "open" : "closed"} lang={lang} /> <span class="small soft">{why}</span>
    </span>
  );
}

function Opening({ service, lang }: { service: ServiceView; lang: Around["lang"] }) {
  const words = staffWords(lang);
  const about = <span class="vh"> {fill(words.ofService, { service: nameOf(service, lang) })}</span>;
  return (
    <form class="row" method="post" action={`/supervise/${service.id}/opening`}>
      {service.open ? (
        <Button kind="stop" name="opening" value="closed">
          {words.closeNow}
          {about}
        </Button>
      ) : (
        <Button kind="line" name="opening" value="open">
          {words.openNow}
          {about}
        </Button>
      )}
      {service.override === null ? null : (
        <Button kind="line" name="opening" value="windows">
          {words.useWindows}
          {about}
        </Button>
      )}
    </form>
  );
}

function Places({ facility, lang }: { facility: FacilityView; lang: Around["lang"] }) {
  const words = staffWords(lang);
  const places = [
    { id: facility.id, name: words.whole },
    ...facility.areas.map((area) => ({ id: area.id, name: nameOf(area, lang) })),
  ];
  return (
    <DataTable
      caption={words.print}
      columns={[
        { text: words.place },
        { text: words.poster },
        { text: words.svg },
        { text: words.board },
        { text: words.screen },
      ]}
      rows={places.map(({ id, name }) => {
        const link = (href: string, text: string) => (
          <a key={href} href={href}>
            {text}
            <span class="vh"> {name}</span>
          </a>
        );
        return {
          key: id,
          cells: [
            name,
            link(`/poster/${id}`, words.poster),
            link(`/poster/${id}.svg`, words.svg),
            link(`/b/${id}`, words.board),
            link(`/screen/${id}`, words.screen),
          ],
        };
      })}
    />
  );
}

import type { InboxItem } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";
import { type State, Tag } from "@ven/ui";

import { momentIn } from "../when";
import { complaintName } from "./complaints";
import { languageName, type StaffFrame, staffShell, Trouble } from "./frame";
import { pageIn } from "./shell";
import { words } from "./words";

export interface InboxPage extends StaffFrame {
  items: readonly InboxItem[];
  /** Names of who has a thread, by pseudonym. */
  names: ReadonlyMap<string, string>;
  /** The person's own pseudonym. */
  me: string;
  filter: { asked: string; mine: boolean; done: boolean };
}

export const threadStates: Record<InboxItem["state"], State> = {
  bot: "free",
  open: "waiting",
  claimed: "serving",
  answered: "done",
  published: "good",
  closed: "closed",
};

/** How long somebody has waited, in the words of a clock: `95` → "1 giờ 35 phút". */
export function waited(minutes: number, lang: StaffFrame["lang"]) {
  const t = words(lang);
  if (minutes < 60) return fill(t.minutes, { n: minutes });
  if (minutes < 1440) return fill(t.hours, { h: Math.floor(minutes / 60), n: minutes % 60 });
  return fill(t.days, { n: Math.floor(minutes / 1440) });
}

/** Keys that do the same as a button, always in sight. */
export function Keys({ lang, keys }: { lang: StaffFrame["lang"]; keys: readonly [key: string, does: string][] }) {
  return (
    <details id="keys">
      <summary>{words(lang).keys}</summary>
      <dl class="facts">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>{does}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Who waits, the pressing first, then the longest waiting. */
export function inboxPage(props: InboxPage) {
  const { lang, items, filter, city } = props;
  const t = words(lang);
  const list = (wanted: readonly InboxItem["state"][], title: string) => {
    const some = items.filter(({ state }) => wanted.includes(state));
    if (some.length === 0) return null;
    return (
      <section class="stack">
        <h2>
          {title} ({some.length})
        </h2>
        <ol class="threads">
          {some.map((item) => (
            <Row key={item.id} {...props} item={item} />
          ))}
        </ol>
      </section>
    );
  };
  const lists = filter.done
    ? [list(["answered", "published"], t.done), list(["closed"], t.closedList)]
    : [list(["open"], t.inbox), list(["claimed"], t.mine)];
  return pageIn(
    props,
    t.title,
    <>
      <div class="row apart">
        <h1>{t.title}</h1>
        {props.editor ? <a href="/desk/setup">{t.setup}</a> : null}
      </div>
      <Trouble lang={lang} trouble={props.trouble} />
      <form class="row" method="get" action="/desk">
        <label for="asked">{t.language}</label>
        <select id="asked" name="asked" class="short">
          <option value="">{t.everyLanguage}</option>
          {city.languages.map((one) => (
            <option key={one} value={one} selected={one === filter.asked}>
              {languageName(one, lang)}
            </option>
          ))}
        </select>
        <label class="row">
          <input type="checkbox" name="mine" value="1" checked={filter.mine} /> {t.onlyMine}
        </label>
        <label class="row">
          <input type="checkbox" name="done" value="1" checked={filter.done} /> {t.showDone}
        </label>
        <button class="btn line">{t.show}</button>
      </form>
      <div id="inbox" class="stack" aria-live="polite" data-poll="8">
        {lists.some(Boolean) ? lists : <p>{t.nothing}</p>}
      </div>
      <Keys
        lang={lang}
        keys={[
          ["j", t.keyNext],
          ["k", t.keyBefore],
          ["Enter", t.keyOpen],
          ["?", t.keyKeys],
        ]}
      />
    </>,
    {
      ...staffShell({ ...props, here: "/desk" }),
      scripts: ["desk"],
      refresh: { seconds: 20, href: "/desk", stopped: false },
    },
  );
}

function Row({ lang, now, city, me, names, item }: InboxPage & { item: InboxItem }) {
  const t = words(lang);
  const { state, claimedBy, handedAt, expectedBy, question, place, urgent, category } = item;
  const waits = state === "open" || state === "claimed";
  const late = waits && expectedBy !== null && now > expectedBy;
  const minutes = Math.max(0, Math.floor((now - (handedAt ?? now)) / 60_000));
  return (
    <li>
      <a href={`/desk/${item.id}`}>
        <b lang={item.lang}>{question.slice(0, 160)}</b>
        <span class="row small">
          {urgent ? <Tag state="priority">{t.urgent}</Tag> : null}
          {late ? <Tag state="look">{t.late}</Tag> : null}
          <Tag state={claimedBy !== null && claimedBy === me ? "mine" : threadStates[state]}>
            {claimedBy !== null && claimedBy === me
              ? t.withMe
              : state === "claimed" && claimedBy !== null && names.get(claimedBy)
                ? names.get(claimedBy)
                : t[state]}
          </Tag>
          <span>{languageName(item.lang, lang)}</span>
          {place ? <span>{place}</span> : null}
          {category ? <span>{complaintName(category, lang)}</span> : null}
          {waits ? (
            <span>
              {t.waiting} {waited(minutes, lang)}
              {expectedBy === null ? "" : `, ${t.due} ${momentIn(expectedBy, { now, lang, timezone: city.timezone })}`}
            </span>
          ) : null}
        </span>
      </a>
    </li>
  );
}

import { brotliCompressSync, gzipSync } from "node:zlib";

import { localFetch } from "../lib/http.mjs";
import { countRow } from "./table.mjs";

/** HTML and CSS of a first view fit the first flight of a connection, headers included (RFC 6928: ten segments). */
const mostBytes = 13_000;

/** Every page that somebody opens who has not signed in, on a running and seeded city. */
async function publicPages(city, fetch) {
  const [home, queue, identity, ask] = [city.origin, ...["queue", "id", "ask"].map(city.originOf)];
  const taken = await fetch(`${queue}/api/services/baichay.noi/tickets`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ class: "normal" }),
  });
  if (taken.status !== 201) throw new Error(`no ticket to look at: ${taken.status} ${await taken.text()}`);
  const { token } = await taken.json();
  const asked = await fetch(`${ask}/api/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ q: "ve tham quan vinh ha long bao nhieu tien", lang: "vi" }),
  });
  const { thread } = await asked.json();
  return {
    "the city": `${home}/`,
    "privacy notice": `${home}/privacy`,
    "accessibility statement": `${home}/accessibility`,
    hospitals: `${queue}/`,
    "take a number": `${queue}/j/baichay`,
    "take a number, one hall": `${queue}/j/baichay2`,
    "own ticket": `${queue}/t/${token}`,
    "hall's board": `${queue}/b/baichay`,
    poster: `${queue}/poster/baichay`,
    "sign in": `${identity}/sign-in`,
    "a visitor's first page": `${ask}/`,
    "a visitor's answer": `${ask}/t/${thread}`,
    "a topic": `${ask}/topics/ha-long-ticket`,
    "all topics": `${ask}/topics`,
    "emergency cards": `${ask}/emergency`,
  };
}

/** What a browser must fetch before it paints: style sheets and scripts that hold the parser up. */
function blocking(html) {
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  return tags.filter((tag) =>
    tag.startsWith("<script")
      ? /\ssrc=/.test(tag) && !/\s(defer|async)\b|type="module"/.test(tag)
      : /rel="?stylesheet/.test(tag),
  );
}

/** Bytes and requests of each public page in Vietnamese, its source. */
export async function pageRows(city) {
  const fetch = localFetch();
  const rows = [];
  for (const [name, url] of Object.entries(await publicPages(city, fetch))) {
    const answer = await fetch(url, { headers: { accept: "text/html", "accept-language": "vi" } });
    if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`);
    const html = await answer.text();
    const [gzip, brotli] = [gzipSync(html), brotliCompressSync(html)].map(({ length }) => length);
    rows.push(
      countRow(`page: ${name}`, gzip, {
        unit: "B gz",
        atMost: mostBytes,
        note: `${brotli} B brotli, ${Buffer.byteLength(html)} B plain`,
      }),
      countRow(`page: ${name}, requests before paint`, 1 + blocking(html).length, { unit: "", atMost: 1 }),
    );
  }
  await fetch.close();
  return rows;
}

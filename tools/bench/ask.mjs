import { localFetch } from "../lib/http.mjs";
import { countRow } from "./table.mjs";

const questions = [
  "ve tham quan vinh ha long bao nhieu tien",
  "how much is a ticket for ha long bay",
  "护照丢了怎么办",
  "하롱베이 입장권 얼마예요",
  "ハロン湾のチケットはいくらですか",
  "combien coûte le billet pour la baie",
];
const none = "what an isolate learns once, such as the words of the lexicon, is no question's trip";

/**
 * What a visitor's question costs in trips to a database, on a seeded development city: as a form with the page that
 * shows the answer, as a call of a program, further on in the same conversation, and to people.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function askRows({ city }) {
  const fetch = localFetch({ connections: 4 });
  const ask = city.originOf("ask");
  const trips = async () => (await (await fetch(`${ask}/dev/trips`)).json()).trips;
  /** The most trips that one of these took. */
  async function most(act) {
    let worst = 0;
    for (const q of questions) {
      const before = await trips();
      await act(q);
      worst = Math.max(worst, (await trips()) - before);
    }
    return worst;
  }
  const form = async (path, fields) => {
    const answer = await fetch(ask + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin: ask },
      body: new URLSearchParams(fields),
    });
    if (answer.status !== 303) throw new Error(`POST ${path} answers ${answer.status}`);
    return answer.headers.get("location");
  };
  const page = async (path) => (await fetch(ask + path, { headers: { accept: "text/html" } })).text();
  const call = async (q) => {
    const answer = await fetch(`${ask}/api/ask`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ q }),
    });
    if (answer.status !== 200) throw new Error(`/api/ask answers ${answer.status}`);
    return answer.json();
  };
  try {
    for (const q of questions) await page(await form("/ask", { q }));
    const called = await most(call);
    const asked = await most((q) => form("/ask", { q }));
    const shown = await most(async (q) => page(await form("/ask", { q })));
    const path = await form("/ask", { q: questions[0] });
    const further = await most((q) => form("/ask", { q, thread: path.slice(3) }));
    const toPeople = await most((q) => form("/ask", { q, person: "1" }));
    const row = (what, value, atMost) => countRow(`trips: ${what}`, value, { unit: "trips", atMost, note: none });
    return [
      row("a question of a program", called, 3),
      row("a question by form", asked, 3),
      row("a question by form, with the page of its answer", shown, 5),
      row("a further question", further, 4),
      row("a question to people", toPeople, 2),
    ];
  } finally {
    await fetch.close();
  }
}

import { countRow } from "./table.mjs";

/**
 * What a RADIUS server's questions cost the database, for a guest who is online by `link`: one trip each. The first of a
 * minute in an isolate also finds out whose key it is and where the group stands, which is then kept.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function radiusRows({ fetch, portal, link }) {
  const name = /\/s\/([\w-]{22})\./.exec(link)?.[1];
  const ask = async (section, attributes) => {
    const body = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, { value: [value] }]));
    const answer = await fetch(`${portal}/radius/${section}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-portal-key": "sample-radius-key" },
      body: JSON.stringify({ "User-Name": { value: [name] }, ...body }),
    });
    await answer.text();
    if (answer.status >= 300) throw new Error(`RADIUS ${section} answers ${answer.status}`);
    return JSON.parse(answer.headers.get("x-cost") ?? "{}");
  };
  const report = (seconds) =>
    ask("accounting", {
      "Acct-Status-Type": seconds === 0 ? "Start" : "Interim-Update",
      "Acct-Session-Id": "bench",
      "Acct-Session-Time": seconds,
      "Acct-Input-Octets": seconds * 1000,
      "Acct-Output-Octets": seconds * 9000,
    });
  await ask("authorize", {});
  const authorize = await ask("authorize", {});
  await report(0);
  const update = await report(60);
  for (let minute = 2; minute <= 60; minute++) await report(minute * 60);
  const hour = await report(3660);
  const said = ({ read, written }) => `${read} rows read, ${written} written`;
  return [
    countRow("RADIUS: may this phone in, trips", authorize.trips, { unit: "trips", atMost: 1, note: said(authorize) }),
    countRow("RADIUS: an accounting update, trips", update.trips, { unit: "trips", atMost: 1, note: said(update) }),
    countRow("RADIUS: an accounting update, rows written", update.written, { unit: "rows", atMost: 2 }),
    countRow("RADIUS: after an hour of updates, more rows read", hour.read - update.read, { unit: "rows", atMost: 0 }),
  ];
}

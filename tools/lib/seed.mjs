import { readFileSync } from "node:fs";
import path from "node:path";

import { localFetch } from "./http.mjs";
import { root } from "./workspace.mjs";

const read = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));

/** Lets every service lay down its sample data; a service that has it already changes nothing. */
export async function seed(city) {
  const fetch = localFetch();
  for (const service of ["id", "queue"]) {
    const answer = await fetch(`${city.originOf(service)}/dev/seed`, { method: "POST" });
    if (!answer.ok) throw new Error(`seeding ${service}: ${answer.status} ${await answer.text()}`);
  }
  await fetch.close();
  return {
    people: read("workers/identity/sample/people.json"),
    posters: read("workers/queue/sample/facilities.json").map(({ id }) => id),
  };
}

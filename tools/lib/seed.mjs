import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { localFetch } from "./http.mjs";
import { root, workers } from "./workspace.mjs";

const read = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));

/**
 * Lets every service lay down its sample data, identity first; a service that has it already changes nothing. Gives the
 * sample people, and where to go: `{ service, text, path }`, from each service's sample/addresses.json.
 */
export async function seed(city) {
  const services = workers()
    .filter(({ service, owner }) => service === owner && service !== "front-door")
    .map(({ service }) => service)
    .sort((a, b) => Number(b === "identity") - Number(a === "identity"));
  const fetch = localFetch();
  for (const service of services) {
    const host = service === "identity" ? "id" : service;
    const answer = await fetch(`${city.originOf(host)}/dev/seed`, { method: "POST" });
    if (!answer.ok) throw new Error(`seeding ${service}: ${answer.status} ${await answer.text()}`);
  }
  await fetch.close();
  return {
    people: read("workers/identity/sample/people.json"),
    addresses: services.flatMap((service) => {
      const file = `workers/${service}/sample/addresses.json`;
      return existsSync(path.join(root, file)) ? read(file).map(([text, path]) => ({ service, text, path })) : [];
    }),
  };
}

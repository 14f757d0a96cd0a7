import { exports } from "cloudflare:workers";
import { test } from "vitest";

import { scriptFor } from "../src/hand-over";
import { origin } from "./school";

test("files go to the script that reads them, whatever their size, and nothing else does", async ({ expect }) => {
  const answer = await exports.default.fetch(`${origin}/api/exchange/schools/x/imports`, {
    method: "POST",
    body: "x".repeat(1024 * 1024),
  });
  expect(await answer.text()).toBe("exchange /api/exchange/schools/x/imports");
  for (const path of ["/records/x", "/api/records/feeds", "/feeds/abc.ics"])
    expect(scriptFor(path), path).toBe("RECORDS");
  for (const path of ["/s/a/manage", "/s/a/manage/exam", "/closures", "/api/rooms/a.b/service"])
    expect(scriptFor(path), path).toBe("OFFICE");
  for (const path of ["/s/a/manage/rules", "/api/schools/a/quotas"]) expect(scriptFor(path), path).toBe("SETTINGS");
  for (const path of [
    "/d/abc",
    "/d/abc/poster",
    "/h/abc",
    "/api/doors/abc",
    "/photos/a.b/x",
    "/s/a/find",
    "/s/a/manage/posters",
  ])
    expect(scriptFor(path), path).toBe("DOOR");
  for (const path of [
    "/",
    "/api/schools",
    "/exchanges",
    "/feedsx",
    "/s/exchange",
    "/s/a/rooms",
    "/s/a/managers",
    "/api/schools/a/rooms",
  ])
    expect(scriptFor(path), path).toBeUndefined();
});

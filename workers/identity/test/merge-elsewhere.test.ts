import { clock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { beforeEach, describe, test } from "vitest";

import { browser, count, origin, wait } from "./person";
import { staff } from "./staff";

const minute = 60_000;
beforeEach(async () => {
  await env.DB.prepare(
    "INSERT INTO id_subject VALUES ('citizen-1', 'citizen', ?, NULL), ('citizen-2', 'citizen', ?, NULL)",
  )
    .bind(clock.now(), clock.now())
    .run();
});
const citizen = (id = "citizen-1") => staff(id, { kind: "citizen", roles: {}, session: `s-${id}` });

/** A guest on a tablet, and the link that they take to their phone. */
async function guestWithLink() {
  const tablet = browser();
  await tablet.signIn("0912345678");
  const page = await tablet.post("/account/merge-link");
  const link = /https:\/\/id\.test\/account\/merge\?g=[\w.-]+/.exec(await page.text())?.[0] ?? "";
  const guest = (await env.DB.prepare("SELECT subject FROM id_session").first<string>("subject")) ?? "";
  return { tablet, guest, path: link.slice(origin.length), page };
}
const offerOf = async (page: Response) => /name="offer" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";

describe("somebody who was a guest on a tablet and uses VNeID on their phone", () => {
  test("opens the link there, is asked, and brings everything over, once and one way", async ({ expect }) => {
    const { guest, path, page } = await guestWithLink();
    expect(page.headers.get("cache-control")).toBe("no-store");
    const me = await citizen();
    const asked = await me.get(`${path}&lang=en`);
    const text = await asked.clone().text();
    expect(text).toContain("•••• 678");
    expect(text).toContain("on another device");
    // Looking moves nothing: messengers open links to show them.
    expect(await count("id_subject_event")).toBe(0);
    const offer = await offerOf(asked);
    const done = await me.post("/account/merge", { offer, answer: "yes" });
    expect(done.headers.get("location")).toBe("/account?said=merged");
    expect(await env.DB.prepare("SELECT kind, subject, target FROM id_subject_event").first()).toEqual({
      kind: "merge",
      subject: guest,
      target: "citizen-1",
    });
    expect(await count("id_session WHERE ended_at IS NULL AND kind = 'guest'")).toBe(0);
    // Played again, by the same person or by another one: refused.
    expect((await me.post("/account/merge", { offer, answer: "yes" })).headers.get("location")).toContain("notMerged");
    expect((await (await citizen("citizen-2")).get(path)).headers.get("location")).toContain("notMerged");
    expect(await count("id_subject_event")).toBe(1);
  });

  test("may say no, and stays two people", async ({ expect }) => {
    const { path } = await guestWithLink();
    const me = await citizen();
    const offer = await offerOf(await me.get(path));
    await me.post("/account/merge", { offer, answer: "no" });
    expect(await count("id_subject_event")).toBe(0);
  });

  test("is too late after ten minutes, and when the guest has signed out", async ({ expect }) => {
    const { path } = await guestWithLink();
    wait(10 * minute + 1);
    expect((await (await citizen()).get(path)).headers.get("location")).toContain("notMerged");
    wait(-5 * minute);
    const offer = await offerOf(await (await citizen()).get(path));
    await env.DB.prepare("UPDATE id_session SET ended_at = ?, end_reason = 'sign-out'").bind(clock.now()).run();
    const answer = await (await citizen()).post("/account/merge", { offer, answer: "yes" });
    expect(answer.headers.get("location")).toContain("notMerged");
    expect(await count("id_subject_event")).toBe(0);
  });

  test("signs in first where they are not, and comes back to the question", async ({ expect }) => {
    const { path } = await guestWithLink();
    const answer = await browser().fetch(path);
    expect(answer.headers.get("location")).toBe(`/sign-in?continue=${encodeURIComponent(path)}`);
  });

  test("cannot use a link that was changed, an offer made to another one, or a staff account", async ({ expect }) => {
    const { path, tablet } = await guestWithLink();
    const me = await citizen();
    for (const wrong of [`${path}x`, "/account/merge?g=x", "/account/merge?g="])
      expect((await me.get(wrong)).headers.get("location")).toContain("notMerged");
    const offer = await offerOf(await me.get(path));
    await (await citizen("citizen-2")).post("/account/merge", { offer, answer: "yes" });
    expect((await tablet.fetch(path)).headers.get("location")).toContain("notMerged");
    expect((await (await staff("admin.baichay")).get(path)).headers.get("location")).toContain("notMerged");
    expect((await (await staff("admin.baichay")).post("/account/merge-link")).status).toBe(401);
    expect(await count("id_subject_event")).toBe(0);
  });
});

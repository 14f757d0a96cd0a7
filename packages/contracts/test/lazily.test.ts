import { describe, test } from "vitest";
import * as z from "zod/mini";

import { lazily } from "../src/lazily";

describe("a schema that is made when it is first used", () => {
  test("is not made before, and once", ({ expect }) => {
    let made = 0;
    const Form = lazily(() => {
      made++;
      return z.object({ contact: z.string() });
    });
    expect(made).toBe(0);
    expect(z.safeParse(Form, { contact: "a" }).success).toBe(true);
    expect(Form.safeParse({ contact: 1 }).success).toBe(false);
    expect(made).toBe(1);
  });

  test("is one like any other: inside others, extended, and for libraries that know the standard", ({ expect }) => {
    const Id = lazily(() => z.string().check(z.maxLength(3)));
    const One = lazily(() => z.object({ id: Id, note: z.optional(Id) }));
    const More = z.extend(One, { more: z.array(One) });
    expect(More.parse({ id: "a", more: [{ id: "b" }] })).toEqual({ id: "a", more: [{ id: "b" }] });
    expect(More.safeParse({ id: "a", more: [{ id: "long" }] }).error?.issues[0]?.path).toEqual(["more", 0, "id"]);
    expect("~standard" in One && One["~standard"].validate({ id: 1 })).toMatchObject({ issues: [{ path: ["id"] }] });
    expect(z.toJSONSchema(One)).toMatchObject({ required: ["id"], properties: { id: { type: "string" } } });
  });
});

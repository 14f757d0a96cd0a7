import { AccessClaims } from "@ven/contracts/identity";
import * as fc from "fast-check";
import { test } from "vitest";

import { isAccessClaims } from "../src/access-claims";

const good = {
  iss: "https://id.test",
  aud: "queue",
  sub: "nurse",
  sid: "session",
  jti: "",
  iat: 1,
  exp: 2,
  auth_time: 1,
  kind: "staff",
  aal: 1,
  ial: 0,
  amr: ["otp"],
  roles: { baichay: ["counter"] },
};
const members = Object.keys({ ...good, act: 0 });

test("claims are good to us when they are good to the contract, whatever one of them is", ({ expect }) => {
  expect(isAccessClaims(good)).toBe(true);
  const odd = fc.oneof(
    fc.anything(),
    fc.string({ maxLength: 70 }),
    fc.constantFrom(0, 1, 2, 3, 4, -1, 1.5, 2 ** 53, Number.NaN, null, undefined, "guest", "citizen", "service"),
    fc.array(fc.string(), { maxLength: 10 }),
    fc.dictionary(fc.string(), fc.array(fc.oneof(fc.string(), fc.integer())), { maxKeys: 25 }),
    fc.record({ sub: fc.oneof(fc.string(), fc.integer()) }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...members), odd, fc.boolean(), (member, value, left) => {
      const { [member as keyof typeof good]: _, ...rest } = good;
      const claims = left ? rest : { ...good, [member]: value };
      expect(isAccessClaims(claims)).toBe(AccessClaims.safeParse(claims).success);
    }),
    { numRuns: 2000 },
  );
  fc.assert(fc.property(fc.anything(), (value) => isAccessClaims(value) === AccessClaims.safeParse(value).success));
});

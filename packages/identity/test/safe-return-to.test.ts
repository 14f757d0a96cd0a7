import fc from "fast-check";
import { describe, test } from "vitest";

import { safeReturnTo } from "../src";

describe("after signing in a person goes back", () => {
  test.for(["/", "/desk", "/desk?counter=p105", "/t/baichay-abc#now", "/a%20b", "/?next=https://evil.example"])(
    "to %s",
    (path, { expect }) => {
      expect(safeReturnTo(path)).toBe(path);
    },
  );

  test.for([
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/%09/evil.example",
    "/%2F/evil.example",
    "/%2f%2fevil.example",
    "/%5Cevil.example",
    "/%252Fevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/%2e%2e//evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "evil.example",
    " //evil.example",
    "/\u0000/evil.example",
    "",
    undefined,
  ])("home, and not to %j", (path, { expect }) => {
    expect(safeReturnTo(path)).toBe("/");
  });

  test("[ASVS 3.7.2] never to another host, whatever the text is", ({ expect }) => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "%2f",
      "%5c",
      ".",
      "..",
      "\t",
      "evil.example",
      "@",
      ":",
      "?",
      "#",
      "http:",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const to = safeReturnTo(pieces.join(""));
        expect(new URL(to, "https://queue.test").host).toBe("queue.test");
        expect(to).toMatch(/^\/(?![/\\])/);
      }),
      { numRuns: 5_000 },
    );
  });
});

import * as fc from "fast-check";
import { describe, test } from "vitest";

import { configurationsOf, filesOf } from "../../src/configurations";
import { Unwritable } from "../../src/configurations/writing";
import { makes } from "../../src/gateways/gateway";
import { gatewayOf } from "../gateway-world";

const portal = {
  origin: "https://wifi.quangninh.example",
  plainOrigin: "http://wifi.quangninh.example",
  address: "203.0.113.10",
  group: "quang-ninh",
  site: "qn-001",
  name: "QN-001",
  lang: "en",
} as const;

describe("an operator's ready configuration", () => {
  test.for(makes)("of %s", async (make, { expect }) => {
    const files = configurationsOf(gatewayOf(make), portal);
    expect(files.map(({ file }) => file)).toEqual(filesOf(make, portal.site));
    expect(files.map(({ file, text }) => `--- ${file}\n${text}`).join("\n")).toMatchSnapshot();
    for (const { text } of files.slice(0, 1)) expect(text).toContain("wifi.quangninh.example");
  });

  test("speaks Vietnamese to whoever reads Vietnamese", ({ expect }) => {
    const [file] = configurationsOf(gatewayOf("aruba"), { ...portal, lang: "vi" });
    expect(file?.text).toContain("cổng đăng nhập bên ngoài");
  });

  test("is the same file whatever a name, a key or a host is: nothing breaks out of its place", ({ expect }) => {
    const nasty = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom(
        "a\nfas_secure_enabled 0",
        "a'; reboot; '",
        "$(reboot)",
        "`reboot`",
        '" ; /system reset ; "',
        "a\u2028b",
        "</form><script>",
        "#",
        "\\",
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...makes), nasty, nasty, nasty, (make, name, secret, host) => {
        const plain = configurationsOf(gatewayOf(make, { secrets: ["plain"], addresses: ["plain"] }), portal);
        let files;
        try {
          files = configurationsOf(
            gatewayOf(make, { secrets: [secret], addresses: [host], settings: { controller: host, site: host } }),
            { ...portal, name },
          );
        } catch (err) {
          expect(err).toBeInstanceOf(Unwritable);
          return;
        }
        for (const [index, { file, text }] of files.entries()) {
          // eslint-disable-next-line no-control-regex -- that there are none is what is shown.
          expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/);
          const like = plain[index]?.text ?? "";
          expect([file, text.split("\n").length]).toEqual([file, like.split("\n").length]);
          if (file === "config") expect(shellWords(text)).toBe(shellWords(like));
          if (file === "opennds.conf")
            for (const line of text.split("\n").slice(0, -1)) expect(line).toMatch(/^\w+ [A-Za-z0-9._~:/@%+=,*-]+$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  /** Assignments that a shell would make of a file whose values are in single quotes; anything else is an error. */
  function shellWords(text: string) {
    return text.replaceAll(/^[A-Z_]+='(?:[^'\n]|'\\'')*'\n/gm, "=");
  }

  test("RouterOS and a shell read back exactly what was meant", ({ expect }) => {
    const [config] = configurationsOf(gatewayOf("uam", { secrets: ["it's$(id)"] }), portal);
    expect(config?.text).toContain(`HS_UAMSECRET='it'\\''s$(id)'`);
    expect(() => configurationsOf(gatewayOf("opennds", { secrets: ["a b"] }), portal)).toThrow(Unwritable);
  });
});

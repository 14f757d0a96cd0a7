import { describe, test } from "vitest";

import { anonymous, grantsPermission, isRoleOf, type Permission, permissions, requirePerm, roles } from "../src";
import { testPrincipal } from "../src/testing";

/** The whole table, written out a second time: a permission given by mistake shows here. */
const expected: Record<Permission, string> = {
  "queue.desk": "counter supervisor administrator",
  "queue.call": "counter supervisor administrator",
  "queue.supervise": "supervisor administrator",
  "queue.configure": "administrator",
  "classrooms.see": "teacher room-manager analyst administrator",
  "classrooms.book": "teacher room-manager administrator",
  "classrooms.manage": "room-manager administrator",
  "classrooms.report": "room-manager analyst administrator",
  "ask.desk": "agent editor administrator",
  "ask.edit": "editor administrator",
  "ask.report": "editor analyst administrator",
  "wifi.operate": "wifi-operator administrator",
  "wifi.configure": "administrator",
  "wifi.report": "wifi-operator analyst administrator",
  "wifi.disclose": "disclosure-officer",
  "identity.people": "administrator",
  "identity.keys": "administrator",
  "identity.audit": "data-protection-officer province-administrator administrator",
  "identity.subjects": "data-protection-officer",
  "identity.break-glass": "province-administrator",
};

describe("who may do what", () => {
  test.for(permissions.flatMap((permission) => roles.map((role) => [role, permission] as const)))(
    "%s, %s",
    ([role, permission], { expect }) => {
      const allowed = expected[permission].split(" ").includes(role);
      expect(grantsPermission(role, permission)).toBe(allowed);
      const principal = testPrincipal({ roles: { baichay: [role] } });
      expect(principal.may(permission, ["baichay", "qn-so-y-te", "quang-ninh"])).toBe(allowed);
      expect(principal.may(permission, ["dakhoa", "qn-so-y-te", "quang-ninh"])).toBe(false);
      expect(principal.organisationsWith(permission)).toEqual(allowed ? ["baichay"] : []);
    },
  );

  test("a role of the department counts in its hospitals, not above", ({ expect }) => {
    const principal = testPrincipal({ roles: { "qn-so-y-te": ["supervisor"] } });
    expect(principal.may("queue.supervise", ["baichay", "qn-so-y-te", "quang-ninh"])).toBe(true);
    expect(principal.may("queue.supervise", ["quang-ninh"])).toBe(false);
  });

  test("tokens for a service carry the roles that mean something there", ({ expect }) => {
    expect(roles.filter((role) => isRoleOf("queue", role))).toEqual(["counter", "supervisor", "administrator"]);
    expect(roles.filter((role) => isRoleOf("identity", role))).toEqual([
      "data-protection-officer",
      "province-administrator",
      "administrator",
    ]);
    expect(roles.filter((role) => isRoleOf("alerts", role))).toEqual([]);
  });

  test("an organisation called __proto__ or constructor is one like any other", ({ expect }) => {
    const stored: unknown = JSON.parse('{"__proto__":["counter"],"constructor":["counter"]}');
    const principal = testPrincipal({ roles: stored as Record<string, ["counter"]> });
    expect(principal.organisationsWith("queue.call")).toEqual(["__proto__", "constructor"]);
    expect(principal.may("queue.call", ["__proto__"])).toBe(true);
    expect(principal.may("queue.call", ["toString"])).toBe(false);
    expect(testPrincipal().may("queue.call", ["__proto__", "constructor"])).toBe(false);
  });

  test("a role that this release does not know gives nothing", ({ expect }) => {
    const principal = testPrincipal({ roles: { baichay: ["emperor" as "counter"] } });
    expect(permissions.some((permission) => principal.may(permission, ["baichay"]))).toBe(false);
  });

  test("another hospital's counter is a 404 for a nurse, and a 401 for nobody", ({ expect }) => {
    const nurse = testPrincipal({ roles: { dakhoa: ["administrator"] } });
    expect(() => requirePerm(nurse, "queue.call", ["baichay"])).toThrow(expect.objectContaining({ code: "not-found" }));
    expect(() => requirePerm(anonymous, "queue.call", ["baichay"])).toThrow(
      expect.objectContaining({ code: "not-signed-in" }),
    );
    expect(() => requirePerm(nurse, "queue.call", ["dakhoa", "quang-ninh"])).not.toThrow();
  });
});

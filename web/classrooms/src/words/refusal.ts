import type { Lang } from "@ven/contracts";
import { fill } from "@ven/kit/fill";

import { departmentText } from "./departments";
import { dateText, roomWords, type RoomWords } from "./rooms";

const byRule: Record<string, keyof RoomWords> = {
  past: "rulePast",
  "no-day": "ruleNoDay",
  "closed-day": "ruleClosed",
  "no-such-period": "rulePeriod",
  "min-notice": "ruleNotice",
  "max-advance": "ruleAdvance",
  "not-in-service": "ruleService",
  "not-for-you": "ruleRights",
  "slot-taken": "ruleTaken",
  "resource-taken": "ruleTaken",
  "no-unit-free": "ruleUnit",
  "no-person": "noPerson",
  "person-busy": "rulePerson",
  "class-busy": "ruleClass",
  quota: "ruleQuota",
  "too-early": "ruleEarly",
  "too-late": "ruleLate",
  "swap-needs-two": "ruleSwap",
  series: "ruleSeries",
  free: "ruleFree",
  "already-waiting": "ruleWaiting",
  "not-allowed": "ruleNotYours",
  "wrong-state": "ruleState",
  "reason-needed": "ruleReason",
  "bells-past": "ruleBells",
};
const whose: Record<string, keyof RoomWords> = { person: "ofPerson", department: "ofDepartment", school: "ofSchool" };
const spans: Record<string, keyof RoomWords> = { day: "perDay", week: "perWeek", term: "perTerm" };

/** Why not, in a sentence, and the nearest date on which it could be. The facts are those of the problem document. */
export function refusalText(facts: Record<string, unknown>, lang: Lang) {
  const t = roomWords(lang);
  const text = (name: string) =>
    typeof facts[name] === "string" || typeof facts[name] === "number" ? String(facts[name]) : "";
  const values = {
    label: text("label") || t.taken,
    reason: text(lang === "vi" ? "reason" : "reasonEn") || t.closed,
    minutes: text("minutes"),
    days: text("days"),
    until: text("until") ? dateText(text("until"), lang, "short") : "",
    departments: (Array.isArray(facts["departments"]) ? facts["departments"] : [])
      .map((code) => departmentText(String(code), lang))
      .join(", "),
    most: text("most"),
    used: text("used"),
    per: t[spans[text("per")] ?? "perWeek"],
    before: text("before"),
    who: t[whose[text("who")] ?? "ofPerson"],
    dates: (Array.isArray(facts["failing"]) ? facts["failing"] : [])
      .map((one: unknown) => (one && typeof one === "object" && "date" in one ? String(one.date) : ""))
      .filter(Boolean)
      .map((date) => dateText(date, lang, "short"))
      .join(", "),
  };
  // What a form lacks is said by the page that has it.
  const sentence = text("rule") === "choose" ? text("text") : fill(t[byRule[text("rule")] ?? "ruleOther"], values);
  const nearest = text("nearest");
  return {
    sentence,
    nearest: nearest ? fill(t.nearest, { date: dateText(nearest, lang) }) : undefined,
    date: nearest || undefined,
  };
}

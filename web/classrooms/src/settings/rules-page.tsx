import { fill } from "@ven/kit/fill";
import { Button, Field, Select, Tag } from "@ven/ui";

import { Checks, officePage, type Said } from "../office/parts";
import { named } from "../options";
import type { StaffFrame } from "../shell";
import { departmentText } from "../words/departments";
import { roomWords } from "../words/rooms";
import { settingsWords } from "../words/settings";

export interface RulesShown extends Said {
  rooms: readonly { id: string; name: string; rights: readonly string[] }[];
  departments: readonly string[];
  quotas: readonly {
    id: string;
    who: "person" | "department" | "school";
    per: "day" | "week" | "term";
    resource: string | null;
    most: number;
  }[];
  minimums: readonly {
    id: string;
    who: "person" | "department";
    per: "week" | "term";
    least: number;
    standings: readonly { key: string; name: string; used: number; short: number }[];
  }[];
}

/** Who may book what, how much, and how much at least. */
export function rulesPage(frame: StaffFrame, { rooms, departments, quotas, minimums, ...said }: RulesShown) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...settingsWords(lang) };
  const base = `/s/${school?.id ?? ""}/manage/rules`;
  const who = { person: t.ofPerson, department: t.ofDepartment, school: t.ofSchool };
  const per = { day: t.perDay, week: t.perWeek, term: t.perTerm };
  const nameOf = (id: string) => rooms.find((room) => room.id === id)?.name ?? id;
  const departmentOf = (code: string) => departmentText(code, lang);
  const limited = rooms.filter(({ rights }) => rights.length > 0);
  return officePage(
    frame,
    t.rules,
    said,
    <div class="two half">
      <section class="stack" aria-labelledby="rights">
        <h2 id="rights">{t.rights}</h2>
        <p class="soft">{t.rightsHint}</p>
        {limited.map(({ id, name, rights }) => (
          <form key={id} class="lesson row apart" method="post" action={`${base}/rights`}>
            <span>
              {name}: {rights.map(departmentOf).join(", ")}
            </span>
            <input type="hidden" name="resource" value={id} />
            <Button kind="line">
              {t.forAll}
              <span class="vh"> {name}</span>
            </Button>
          </form>
        ))}
        <form class="stack" method="post" action={`${base}/rights`}>
          <Checks name="resource" legend={t.rooms} options={named(rooms)} />
          <Checks
            name="department"
            legend={t.onlyFor}
            options={departments.map((code) => ({ value: code, text: departmentOf(code) }))}
          />
          <Button kind="line">{t.setRights}</Button>
        </form>
      </section>
      <div class="stack">
        <section class="stack" aria-labelledby="quotas">
          <h2 id="quotas">{t.quotas}</h2>
          {quotas.length === 0 ? <p class="soft">{t.noQuotas}</p> : null}
          {quotas.map((one) => (
            <form key={one.id} class="lesson row apart" method="post" action={`${base}/drop-quota`}>
              <span>
                {fill(t.quotaLine, { who: who[one.who], most: one.most, per: per[one.per] })}
                {one.resource === null ? "" : ` · ${nameOf(one.resource)}`}
              </span>
              <input type="hidden" name="quota" value={one.id} />
              <Button kind="line">{t.dropQuota}</Button>
            </form>
          ))}
          <form class="stack rooms" method="post" action={`${base}/quota`}>
            <Select
              name="who"
              label={t.quotaOf}
              value="person"
              options={[
                { value: "person", text: t.ofPerson },
                { value: "department", text: t.ofDepartment },
                { value: "school", text: t.ofSchoolRoom },
              ]}
            />
            <Field name="most" type="number" inputmode="numeric" label={t.most} value="5" required />
            <Select
              name="per"
              label={t.per}
              value="week"
              options={[
                { value: "day", text: t.perDay },
                { value: "week", text: t.perWeek },
                { value: "term", text: t.perTerm },
              ]}
            />
            <Select
              name="resource"
              label={t.room}
              value=""
              options={[{ value: "", text: t.anyRoom }, ...named(rooms)]}
            />
            <Button kind="line">{t.addQuota}</Button>
          </form>
        </section>
        <section class="stack" aria-labelledby="minimum">
          <h2 id="minimum">{t.minimum}</h2>
          <p class="soft">{t.minimumHint}</p>
          {minimums.map((one) => (
            <div key={one.id} class="lesson">
              <h3>{fill(t.minimumLine, { who: who[one.who], least: one.least, per: per[one.per] })}</h3>
              <table>
                <caption class="vh">{t.minimum}</caption>
                <thead>
                  <tr>
                    <th scope="col">{one.who === "person" ? t.teacher : t.department}</th>
                    <th scope="col" class="n">
                      {t.usedSoFar}
                    </th>
                    <th scope="col">{t.state}</th>
                  </tr>
                </thead>
                <tbody>
                  {one.standings.map(({ key, name, used, short }) => (
                    <tr key={key}>
                      <th scope="row">{one.who === "person" ? name : departmentOf(name)}</th>
                      <td class="n">{used}</td>
                      <td>
                        <Tag state={short > 0 ? "look" : "good"}>
                          {short > 0 ? fill(t.short, { n: short }) : t.enough}
                        </Tag>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <form class="row" method="post" action={`${base}/minimum`}>
                <input type="hidden" name="id" value={one.id} />
                {one.standings.some(({ short }) => short > 0) ? (
                  <Button kind="line" name="act" value="remind">
                    {t.remind}
                  </Button>
                ) : null}
                <Button kind="line" name="act" value="drop">
                  {t.dropMinimum}
                </Button>
              </form>
            </div>
          ))}
          <form class="stack rooms" method="post" action={`${base}/minimum`}>
            <Select
              name="who"
              id="minimum-who"
              label={t.quotaOf}
              value="department"
              options={[
                { value: "department", text: t.ofDepartment },
                { value: "person", text: t.ofPerson },
              ]}
            />
            <Field name="least" type="number" inputmode="numeric" label={t.least} value="2" required />
            <Select
              name="per"
              id="minimum-per"
              label={t.per}
              value="week"
              options={[
                { value: "week", text: t.perWeek },
                { value: "term", text: t.perTerm },
              ]}
            />
            <Button kind="line" name="act" value="set">
              {t.setMinimum}
            </Button>
          </form>
        </section>
      </div>
    </div>,
  );
}

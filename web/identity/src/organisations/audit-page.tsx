import { Button, DataTable, Field, Select, Wide } from "@ven/ui";

import { actWords, officerWords } from "./officer-words";
import { nameIn, type Named, type StaffFrame, staffPage } from "./staff-frame";
import { rightText } from "./words";

export interface AuditPage extends StaffFrame {
  organisation: Named;
  /** Whether the reader looks after its people, too. */
  mayManage: boolean;
  rows: readonly {
    id: string;
    when: string;
    who: string;
    service: string;
    action: string;
    object: string;
    detail: string;
  }[];
  filter: { person: string; act: string; from: string; to: string };
  /** Address of the following page; undefined on the last. */
  older: string | undefined;
}

const acts = (lang: AuditPage["lang"]) => Object.entries(actWords(lang));
const actText = (lang: AuditPage["lang"], action: string) => new Map(acts(lang)).get(action) ?? action;

/** Who did what in an organisation, from every service. */
export function auditPage({ organisation, mayManage, rows, filter, older, ...frame }: AuditPage) {
  const { lang } = frame;
  const t = officerWords(lang);
  return staffPage(
    frame,
    t.audit,
    <>
      <p class="row">
        {mayManage ? (
          <a href={`/organisations/${organisation.id}`}>{nameIn(organisation, lang)}</a>
        ) : (
          nameIn(organisation, lang)
        )}
      </p>
      <h1>{t.audit}</h1>
      <p class="soft">{t.auditLead}</p>
      <form method="get" class="grid">
        <Field name="person" label={t.person} value={filter.person} maxlength={100} autocomplete="off" />
        <Select
          name="act"
          label={t.act}
          value={filter.act}
          options={[{ value: "", text: "–" }, ...acts(lang).map(([value, text]) => ({ value, text }))]}
        />
        <Field name="from" label={t.from} type="date" value={filter.from} />
        <Field name="to" label={t.to} type="date" value={filter.to} />
        <div>
          <Button>{t.show}</Button>
        </div>
      </form>
      {rows.length === 0 ? <p>{t.noRows}</p> : null}
      <Wide label={t.audit}>
        <DataTable
          caption={t.audit}
          columns={[{ text: t.when }, { text: t.who }, { text: t.act }, { text: t.object }, { text: t.service }]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              row.when,
              row.who,
              actText(lang, row.action),
              <span key="object">
                {row.object} <span class="soft small">{rightText(lang, row.detail)}</span>
              </span>,
              row.service,
            ],
          }))}
        />
      </Wide>
      {older === undefined ? null : (
        <p class="row">
          <a href={older}>{t.older}</a>
        </p>
      )}
    </>,
  );
}

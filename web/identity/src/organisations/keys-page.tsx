import { Button, DataTable, ErrorSummary, Field, Notification, Tag, Wide } from "@ven/ui";

import { ConfirmFirst, fill, type Named, nameIn, RowAction, type StaffFrame, staffPage } from "./staff-frame";
import { organisationWords, rightText } from "./words";

export interface KeysPage extends StaffFrame {
  organisation: Named;
  keys: readonly {
    id: string;
    name: string;
    permissions: readonly string[];
    expires: string;
    used: string | null;
    state: "good" | "over" | "revoked";
    isReplaced: boolean;
  }[];
  permissions: readonly string[];
  /** A key that was made just now: shown on this one page and never again. */
  made?: string;
  notice?: "keyTold";
  problem?: "keyChoose";
}

/** Keys of other systems: made, rotated, revoked; none can be read again. */
export function keysPage(page: KeysPage) {
  const { lang, organisation, keys, permissions, made, notice, problem } = page;
  const t = organisationWords(lang);
  const base = `/organisations/${organisation.id}/keys`;
  const states = {
    good: (
      <Tag key="state" state="good">
        {t.keyGood}
      </Tag>
    ),
    over: t.keyOver,
    revoked: t.keyRevoked,
  };
  return staffPage(
    page,
    t.keys,
    <>
      {notice ? <Notification kind="success">{t[notice]}</Notification> : null}
      <ErrorSummary lang={lang} errors={problem ? [{ field: "permissions", text: t[problem] }] : []} />
      <p class="row">
        <a href={`/organisations/${organisation.id}`}>{nameIn(organisation, lang)}</a>
      </p>
      <h1>{t.keys}</h1>
      {made === undefined ? null : (
        <Notification kind="success" title={t.keyNew}>
          <p>{t.keyOnce}</p>
          <p>
            <code>{made}</code>
          </p>
          <p class="soft">{t.keyUse}</p>
        </Notification>
      )}
      {keys.length === 0 ? (
        <p>{t.keyNone}</p>
      ) : (
        <>
          {" "}
          <Wide label={t.keys}>
            <DataTable
              caption={t.keys}
              columns={[
                { text: t.keyName },
                { text: t.keyPermissions },
                { text: t.keyState },
                { text: t.expires },
                { text: t.keyUsed },
                { text: t.acts },
              ]}
              rows={keys.map((key) => ({
                key: key.id,
                cells: [
                  key.name,
                  key.permissions.map((one) => rightText(lang, one)).join(", "),
                  states[key.state],
                  key.expires,
                  key.used === null ? t.keyNever : fill(t.keyAbout, { when: key.used }),
                  key.state === "good" ? (
                    <div key="acts" class="row">
                      {key.isReplaced ? null : (
                        <RowAction action={`${base}/${key.id}/rotate`} about={key.name}>
                          {t.keyRotate}
                        </RowAction>
                      )}
                      <RowAction action={`${base}/${key.id}/revoke`} about={key.name} kind="stop">
                        {t.keyRevoke}
                      </RowAction>
                    </div>
                  ) : (
                    ""
                  ),
                ],
              }))}
            />
          </Wide>
          <p class="soft">{t.keyRotateHint}</p>
        </>
      )}
      <ConfirmFirst {...page} at="name" />
      <form method="post" action={base} class="stack">
        <Field name="name" label={t.keyName} hint={t.keyNameHint} maxlength={80} required autocomplete="off" />
        <fieldset class={problem ? "bad" : undefined} id="permissions">
          <legend>{t.keyPermissions}</legend>
          <div class="grid">
            {permissions.map((one) => (
              <label key={one} class="pick">
                <input type="checkbox" name="permission" value={one} />
                <span>{rightText(lang, one)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field name="days" label={t.keyDays} type="number" value="90" inputmode="numeric" required />
        <Button>{t.keyMake}</Button>
      </form>
    </>,
  );
}

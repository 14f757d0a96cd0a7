import { fill } from "@ven/kit/fill";
import { Button, Field, type FormError } from "@ven/ui";
import type { ComponentChildren } from "preact";

import type { OfficeFrame } from "./office-shell";
import { aroundWords } from "./words/around";

/** What is wrong with a field of a form. */
export interface GatewayProblem {
  field: string;
  why: "missing" | "form" | "taken";
}

/** The same in words, for the summary above the form. */
export function errorsOf(
  lang: OfficeFrame["lang"],
  problems: readonly GatewayProblem[],
  labels: Readonly<Record<string, string>>,
): FormError[] {
  const t = aroundWords(lang);
  const why = { missing: t.whyMissing, form: t.whyForm, taken: t.whyTaken };
  return problems.map((problem) => ({
    field: problem.field,
    text: fill(t.wrong, { field: labels[problem.field] ?? problem.field, why: why[problem.why] }),
  }));
}

interface AreaProps {
  name: string;
  label: string;
  hint?: string;
  value?: string | undefined;
  error?: string | undefined;
}

/** Several lines. */
export function Area({ name, label, hint, value, error }: AreaProps) {
  return (
    <div class={error ? "field bad" : "field"}>
      <label for={name}>{label}</label>
      {hint ? (
        <span class="soft" id={`${name}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span class="error" id={`${name}-error`}>
          {error}
        </span>
      ) : null}
      <textarea
        id={name}
        name={name}
        rows={3}
        aria-describedby={[hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ") || undefined}
        aria-invalid={error ? "true" : undefined}
        value={value}
        spellcheck={false}
        autocapitalize="off"
      />
    </div>
  );
}

/** A field as the form remembers it. */
export function Kept({
  form,
  errors,
  ...field
}: Parameters<typeof Field>[0] & {
  form: Readonly<Record<string, string | undefined>>;
  errors?: readonly FormError[];
}) {
  const value = form[field.name];
  const error = errors?.find((one) => one.field === field.name)?.text;
  return <Field {...field} {...(value !== undefined && { value })} {...(error !== undefined && { error })} />;
}

/** A form with one button that acts. */
export const Act = ({
  action,
  kind = "line",
  fields = {},
  children,
}: {
  action: string;
  kind?: "solid" | "line" | "stop";
  fields?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}) => (
  <form method="post" action={action}>
    {Object.entries(fields).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <Button kind={kind}>{children}</Button>
  </form>
);

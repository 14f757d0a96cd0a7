import type { Lang } from "@ven/contracts";
import { type ComponentChildren, h } from "preact";

import { messages } from "./messages";

/** What was refused, by the id of its field. */
export interface FormError {
  field: string;
  text: string;
}

/** Above the form that was refused; a screen reader is told, and each line leads to its field. */
export function ErrorSummary({ lang, errors }: { lang: Lang; errors: readonly FormError[] }) {
  if (errors.length === 0) return null;
  return (
    <section class="errors" role="alert" tabIndex={-1} aria-labelledby="errors">
      <h2 id="errors">{messages(lang).problemTitle}</h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li key={field}>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Described {
  id: string;
  hint?: string;
  error?: string;
}

const describedBy = ({ id, hint, error }: Described) =>
  [hint ? `${id}-hint` : undefined, error ? `${id}-error` : undefined].filter(Boolean).join(" ") || undefined;

function Description({ id, hint, error }: Described) {
  return (
    <>
      {hint ? (
        <span class="soft" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span class="error" id={`${id}-error`}>
          {error}
        </span>
      ) : null}
    </>
  );
}

interface FieldProps {
  /** Also the id, unless one is given, and what the error summary links to. */
  name: string;
  id?: string;
  label: string;
  hint?: string;
  error?: string;
  value?: string;
  type?: "text" | "email" | "tel" | "search" | "date" | "time" | "number";
  autocomplete?: string;
  inputmode?: "text" | "numeric" | "decimal" | "email" | "tel" | "search";
  autocapitalize?: "off" | "characters" | "words";
  spellcheck?: boolean;
  required?: boolean;
  maxlength?: number;
  /** A one-time code: short and wide-set. */
  code?: boolean;
}

export function Field({ name, id = name, label, hint, error, code, type = "text", ...input }: FieldProps) {
  const described = { id, hint, error };
  return (
    <div class={error ? "field bad" : "field"}>
      <label for={id}>{label}</label>
      <Description {...described} />
      {h("input", {
        id,
        name,
        type,
        class: code ? "code" : undefined,
        "aria-describedby": describedBy(described),
        "aria-invalid": error ? "true" : undefined,
        ...input,
      })}
    </div>
  );
}

interface SelectProps extends Pick<FieldProps, "name" | "id" | "label" | "hint"> {
  options: readonly { value: string; text: string }[];
  value?: string | undefined;
}

/** One of a list that is too long for rows to touch: the phone's own, without a script. */
export function Select({ name, id = name, label, hint, options, value }: SelectProps) {
  const described = { id, hint };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Description {...described} />
      <select id={id} name={name} aria-describedby={describedBy(described)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface Choice {
  value: string;
  text: string;
  /** A second line: how long, who is meant, or when a closed one opens. */
  hint?: string;
  disabled?: boolean;
  /** At the end of the row, such as the state that closes it. */
  tag?: ComponentChildren;
}

interface ChoicesProps {
  name: string;
  legend: string;
  hint?: string;
  error?: string;
  options: readonly Choice[];
  /** Nothing is chosen for a person, unless there is a plain ordinary case. */
  value?: string;
  required?: boolean;
}

/** One of several, each a whole row to touch. */
export function Choices({ error, ...props }: ChoicesProps) {
  return <Options {...props} error={error} layout="picks" />;
}

/** Two answers of the same size and weight, neither ticked. */
export function EqualPair({
  options,
  ...props
}: Omit<ChoicesProps, "value" | "options"> & { options: [Choice, Choice] }) {
  return <Options {...props} options={options} layout="pair" />;
}

function Options({ name, legend, hint, error, options, value, required, layout }: ChoicesProps & { layout: string }) {
  const described = { id: name, hint, error };
  const first = options.findIndex(({ disabled }) => !disabled);
  return (
    <fieldset class={error ? "bad" : undefined} aria-describedby={describedBy(described)}>
      <legend>{legend}</legend>
      <Description {...described} />
      <div class={layout}>
        {options.map((option, index) => (
          <label key={option.value} class="pick">
            <input
              id={index === first ? name : undefined}
              type="radio"
              name={name}
              value={option.value}
              checked={value === undefined ? undefined : value === option.value}
              disabled={option.disabled}
              required={required}
            />
            <span>
              {option.text}
              {option.hint ? <small>{option.hint}</small> : null}
            </span>
            {option.tag}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Why a file of text cannot be taken as a whole. What is wrong with one row is said of that row. */
export type TextFault =
  | "too-large"
  | "empty"
  | "encoding"
  | "csv-quote"
  | "csv-columns"
  | "header-missing"
  | "header-twice";

/**
 * A file that is refused as a whole, with the facts that a sentence about it needs (a name, a line, a limit). Services
 * that read other kinds of file have codes of their own besides.
 */
export class FileRefused<Code extends string = TextFault> extends Error {
  readonly code: Code;
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: Code, facts: Record<string, string | number> = {}) {
    super(code);
    this.name = "FileRefused";
    this.code = code;
    this.facts = facts;
  }
}

/** A file for an operator to put where a program reads it. */
export interface Configuration {
  file: string;
  text: string;
}

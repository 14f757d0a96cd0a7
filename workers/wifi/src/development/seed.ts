import type { Env } from "../env";

/** Lays down sample data; what is there already stays. */
export async function seed({ CITY }: Env) {
  return { city: CITY };
}

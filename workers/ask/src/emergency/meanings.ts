import { crime } from "./crime";
import { danger } from "./danger";
import { health } from "./health";

/** What cries for help are made of. Rules put them together; no sentence stands here. */
export const meanings = { ...health, ...danger, ...crime };

export type MeaningName = keyof typeof meanings;

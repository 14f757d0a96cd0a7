import { lazily } from "@ven/contracts/lazily";
import { hmac, seal, unseal } from "@ven/kit";
import * as z from "zod/mini";

import { readIdentity } from "../account-repository";
import type { Desk } from "../desk";
import type { Ring } from "../keys";
import { type BlindIndex, openSubjectKey } from "../vault";

/** What VNeID's userinfo says (names as the provider writes them); whatever else it says is not kept. */
const Userinfo = lazily(() =>
  z.object({
    sub: z.string(),
    LoaiTaiKhoan: z.union([z.string(), z.number()]),
    HoVaTen: z.string().check(z.minLength(1), z.maxLength(200)),
    SoDinhDanh: z.string().check(z.regex(/^\d{12}$/)),
    NgayThangNamSinh: z.string().check(z.regex(/^\d{8}$/)),
  }),
);

const Citizen = lazily(() =>
  z.object({
    issuer: z.string(),
    sub: z.string(),
    name: z.string(),
    /** Personal identification number, 12 digits. */
    document: z.string(),
    /** Date of birth, `19900131`. */
    birth: z.string(),
  }),
);
/** A citizen as the vault keeps them, sealed. */
export type Citizen = z.infer<typeof Citizen>;

/** Reads userinfo; an organisation's account is no person. */
export function readCitizen(issuer: string, info: unknown): Citizen | "organisation" | undefined {
  const parsed = z.safeParse(z.object({ LoaiTaiKhoan: z.union([z.string(), z.number()]) }), info);
  if (parsed.success && String(parsed.data.LoaiTaiKhoan) !== "1") return "organisation";
  const person = z.safeParse(Userinfo, info);
  if (!person.success) return undefined;
  const { sub, HoVaTen: name, SoDinhDanh: document, NgayThangNamSinh: birth } = person.data;
  return { issuer, sub, name: name.normalize("NFC"), document, birth };
}

const context = (subject: string) => `id_vault_identity/${subject}`;

export const sealCitizen = (subject: string, subjectKey: string, citizen: Citizen) =>
  seal(subjectKey, JSON.stringify(citizen), context(subject));

/** Who a citizen is; undefined for everybody else. */
export async function openCitizen({ vault, keys }: Desk, subject: string): Promise<Citizen | undefined> {
  const row = await readIdentity(vault, subject);
  if (!row) return undefined;
  const key = await openSubjectKey(subject, row, keys.masterKeys);
  return z.parse(Citizen, JSON.parse(await unseal(key, row.sealed, context(subject))));
}

/** Somebody is who they are at one provider: the same `sub` of another one is somebody else. */
const indexOf = async (
  { issuer, sub }: Pick<Citizen, "issuer" | "sub">,
  [pepper, key]: readonly [string, string],
): Promise<BlindIndex> => ({ pepper, mac: await hmac(key, `vneid:${JSON.stringify([issuer, sub])}`) });

export const citizenIndex = (citizen: Pick<Citizen, "issuer" | "sub">, { active, key }: Ring) =>
  indexOf(citizen, [active, key]);
export const citizenIndexes = (citizen: Pick<Citizen, "issuer" | "sub">, { all }: Ring) =>
  Promise.all([...all].map((entry) => indexOf(citizen, entry)));

import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

const Erasure = lazily(() => z.object({ subject: z.string(), at: z.number() }));
/** Somebody who was erased, by pseudonym; `at` is UTC ms. */
export type Erasure = z.infer<typeof Erasure>;

/** What is known outside of the databases and their backups: who was erased, and the heads of the audit chains. */
export interface Ledger {
  /** Again is no error. */
  addErasure(erasure: Erasure): Promise<void>;
  /** Erasures since an instant (UTC ms), or all, a page at a time. */
  readErasures(page?: {
    since?: number;
    cursor?: string;
  }): Promise<{ erasures: Erasure[]; cursor: string | undefined }>;
  /** The head of a service's audit chain; the first one for an instant stays. */
  addHead(service: string, to: number, hash: string): Promise<void>;
  readHead(service: string, to: number): Promise<string | undefined>;
}

const erasures = "erasure/";
const headName = (service: string, to: number) => `audit/${service}/${String(to).padStart(15, "0")}`;
/** R2 writes only where nothing is: what was written first stays. */
const once = { onlyIf: { etagDoesNotMatch: "*" } } as const;

/** Names begin with the day (UTC), so that the last days can be read without the years before. */
const dayName = (at: number) => `${erasures}${new Date(at).toISOString().slice(0, 10)}`;

/** The ledger in a bucket. */
export const ledgerIn = (bucket: R2Bucket): Ledger => ({
  async addErasure({ subject, at }) {
    await bucket.put(`${dayName(at)}/${encodeURIComponent(subject)}`, JSON.stringify({ subject, at }), once);
  },
  async readErasures({ since, cursor } = {}) {
    const page = await bucket.list({
      prefix: erasures,
      limit: 500,
      ...(cursor !== undefined && { cursor }),
      ...(cursor === undefined && since !== undefined && { startAfter: dayName(since) }),
    });
    const found = await Promise.all(page.objects.map(async ({ key }) => (await bucket.get(key))?.json()));
    return {
      erasures: found.filter((one) => one !== undefined).map((one) => z.parse(Erasure, one)),
      cursor: page.truncated ? page.cursor : undefined,
    };
  },
  async addHead(service, to, hash) {
    await bucket.put(headName(service, to), hash, once);
  },
  readHead: async (service, to) => (await bucket.get(headName(service, to)))?.text(),
});

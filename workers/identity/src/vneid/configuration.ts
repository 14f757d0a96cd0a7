import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

const address = lazily(() => z.string().check(z.regex(/^https?:\/\/\S+$/)));
const Configuration = lazily(() =>
  z.object({
    issuer: z.string().check(z.minLength(8)),
    authorizationEndpoint: address,
    tokenEndpoint: address,
    userinfoEndpoint: address,
    jwksUri: address,
    clientId: z.string().check(z.minLength(1)),
    acrValues: z._default(z.string(), "LoA1"),
    /** How the token endpoint wants to know us (OpenID Connect Core §9). */
    authentication: z._default(z.enum(["client_secret_basic", "client_secret_post"]), "client_secret_basic"),
  }),
);
export type Configuration = z.infer<typeof Configuration> & { clientSecret: string };

const kept = new Map<string, Configuration>();

/**
 * The provider of citizens' identities as this city has it. Static: what is asked for at run time could be answered by
 * somebody else. Undefined where there is none; throws when what is written there cannot be right.
 */
export function vneidOf({ VNEID, VNEID_CLIENT_SECRET }: { VNEID?: string; VNEID_CLIENT_SECRET?: string }) {
  if (!VNEID || !VNEID_CLIENT_SECRET) return undefined;
  const name = `${VNEID}\n${VNEID_CLIENT_SECRET}`;
  const known = kept.get(name);
  if (known) return known;
  const configuration = { ...z.parse(Configuration, JSON.parse(VNEID)), clientSecret: VNEID_CLIENT_SECRET };
  kept.clear();
  kept.set(name, configuration);
  return configuration;
}

import { lazily } from "@ven/contracts/lazily";
import * as z from "zod/mini";

const bytes = (most: number) => z.string().check(z.maxLength(most), z.regex(/^[\w-]*$/));
const common = () => ({
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal("public-key"),
  clientExtensionResults: z._default(z.object({}), {}),
});

/** What `navigator.credentials.create()` gives, as JSON (WebAuthn Level 3 §5.1). */
const Created = lazily(() =>
  z.object({
    ...common(),
    response: z.object({
      clientDataJSON: bytes(4000),
      attestationObject: bytes(12_000),
      transports: z._default(z.array(z.string().check(z.maxLength(30))).check(z.maxLength(8)), []),
    }),
  }),
);
export type Created = z.infer<typeof Created>;

/** What `navigator.credentials.get()` gives. */
const Asserted = lazily(() =>
  z.object({
    ...common(),
    response: z.object({
      clientDataJSON: bytes(4000),
      authenticatorData: bytes(4000),
      signature: bytes(2000),
      userHandle: z.optional(z.nullable(bytes(100))),
    }),
  }),
);
export type Asserted = z.infer<typeof Asserted>;

function read<Schema extends z.ZodMiniType>(schema: Schema, text: string): z.infer<Schema> | undefined {
  try {
    return z.parse(schema, JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Reads what the page's script put into the form; undefined when it is nothing of the kind. */
export const readCreated = (text: string) => read(Created, text);
export const readAsserted = (text: string) => read(Asserted, text);

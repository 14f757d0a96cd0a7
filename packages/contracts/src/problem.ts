import * as z from "zod/mini";

/** One field that was refused. `pointer` is a JSON pointer (RFC 6901) into the request. */
export const FieldError = z.object({ pointer: z.string(), detail: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** Problem details (RFC 9457). Clients switch on `code`; people read `title`, which is in their language. */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
  requestId: z.string(),
  errors: z.optional(z.array(FieldError)),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;

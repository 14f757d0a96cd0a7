type Level = "info" | "warn" | "error";
type Field = string | number | boolean | null | undefined;

/** One JSON line. Fields are identifiers, patterns and counts: never a path with a token, a name, a phone or a body. */
export function log(level: Level, event: string, fields: Record<string, Field> = {}) {
  const line = JSON.stringify({ level, event, ...fields });
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  // oxlint-disable-next-line no-console -- this is the one place that writes the log
  else console.log(line);
}

/**
 * The part of an error that is safe to log. Drizzle puts bound values into `message`, so for a wrapped error only the
 * cause's text is used, and only its first line.
 */
export function causeOf(err: unknown): string {
  const inner = err instanceof Error && err.cause instanceof Error ? err.cause : err;
  if (!(inner instanceof Error)) return typeof inner;
  const wrapped = inner.message.startsWith("Failed query");
  return wrapped ? inner.name : `${inner.name}: ${inner.message.split("\n")[0]!.slice(0, 200)}`;
}

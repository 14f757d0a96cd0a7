/** One occurrence in a feed. Times are UTC ms. */
export interface CalendarEvent {
  /** Stays the same for the life of the booking. */
  uid: string;
  /** Goes up whenever time, place or state changes (RFC 5545 §3.8.7.4). */
  sequence: number;
  created: number;
  /** When it was last written down; a calendar without METHOD says that in DTSTAMP too (§3.8.7.2). */
  changed: number;
  start: number;
  end: number;
  summary: string;
  location?: string | undefined;
  description?: string | undefined;
  status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
}

export interface Feed {
  name: string;
  /** IANA name; shown by calendars, the times themselves are UTC. */
  timezone: string;
  events: readonly CalendarEvent[];
}

/**
 * A calendar as RFC 5545 and 7986 want it: UTC times, CRLF, lines of at most 75 octets. The same feed always gives the
 * same bytes, so an ETag can be made of them.
 */
export function writeCalendar({ name, timezone, events }: Feed): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Ven//classrooms//VI",
    "CALSCALE:GREGORIAN",
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    `X-WR-TIMEZONE:${text(timezone)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join("");
}

function eventLines({
  uid,
  sequence,
  created,
  changed,
  start,
  end,
  summary,
  location,
  description,
  status,
}: CalendarEvent) {
  return [
    "BEGIN:VEVENT",
    `UID:${text(uid)}`,
    `DTSTAMP:${instant(changed)}`,
    `CREATED:${instant(created)}`,
    `LAST-MODIFIED:${instant(changed)}`,
    `DTSTART:${instant(start)}`,
    `DTEND:${instant(end)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${status}`,
    `SUMMARY:${text(summary)}`,
    ...(location ? [`LOCATION:${text(location)}`] : []),
    ...(description ? [`DESCRIPTION:${text(description)}`] : []),
    "END:VEVENT",
  ];
}

/** 2026-09-07T00:30:00.000Z → 20260907T003000Z */
const instant = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");

/** TEXT of RFC 5545 §3.3.11; what cannot be said in it (other control characters) is left out. */
const text = (value: string) =>
  value
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?!\n)\p{Cc}/gu, (char) => (char.charCodeAt(0) < 128 ? " " : char))
    .toWellFormed()
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`);

const encoder = new TextEncoder();
const maxOctets = 75;

/** Folds a content line: at most 75 octets a line without CRLF, never inside a character's UTF-8 sequence. */
export function foldLine(line: string): string {
  const bytes = encoder.encode(line);
  if (bytes.length <= maxOctets) return line;
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    // A line that goes on begins with a space, which counts.
    let end = Math.min(bytes.length, at + (at === 0 ? maxOctets : maxOctets - 1));
    while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--;
    parts.push(decoder.decode(bytes.subarray(at, end)));
    at = end;
  }
  return parts.join("\r\n ");
}

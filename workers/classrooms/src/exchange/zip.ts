import { FileRefused } from "./file-refused";

export interface ZipLimits {
  /** Bytes of the archive itself. */
  archive: number;
  entries: number;
  /** Bytes of one entry when unpacked. */
  entry: number;
  /** Bytes of everything that is unpacked. */
  total: number;
}
export const zipLimits: ZipLimits = {
  archive: 8 * 1024 * 1024,
  entries: 500,
  entry: 24 * 1024 * 1024,
  total: 48 * 1024 * 1024,
};

/** An opened archive. Entries are unpacked when they are read, never more than the limits allow. */
export interface Zip {
  names: string[];
  has(name: string): boolean;
  read(name: string): Promise<Uint8Array>;
}

interface Entry {
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

const endOfDirectory = 0x06054b50;
const directoryHeader = 0x02014b50;
const localHeader = 0x04034b50;

/**
 * Opens a zip archive (APPNOTE 6.3, stored and deflated, no encryption, no Zip64: what spreadsheets and OneRoster write).
 * Inflating is the platform's; sizes that the archive claims are never believed. Throws `FileRefused`.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = zipLimits): Zip {
  if (bytes.length > limits.archive) throw new FileRefused("too-large", { limit: limits.archive });
  const entries = directoryOf(bytes, limits);
  let unpacked = 0;
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async read(name) {
      const entry = entries.get(name);
      if (!entry) throw new FileRefused("zip-broken", { name });
      const room = Math.min(limits.entry, limits.total - unpacked);
      const content = await unpack(bytes, entry, name, room);
      unpacked += content.length;
      return content;
    },
  };
}

function directoryOf(bytes: Uint8Array, limits: ZipLimits): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The end record is 22 bytes and a comment of at most 65,535.
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < lowest || end < 0) throw new FileRefused("not-a-zip");
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) throw new FileRefused("zip-bomb", { limit: limits.entries });
  let at = view.getUint32(end + 16, true);
  const entries = new Map<string, Entry>();
  let claimed = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryHeader)
      throw new FileRefused("zip-broken", { name: "" });
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry: Entry = {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if (view.getUint16(at + 8, true) & 1 || ![0, 8].includes(entry.method) || entry.size === 0xffffffff)
      throw new FileRefused("zip-unsupported", { name });
    if (entries.has(name)) throw new FileRefused("zip-broken", { name });
    claimed += entry.size;
    if (entry.size > limits.entry || claimed > limits.total) throw new FileRefused("zip-bomb", { limit: limits.total });
    if (!name.endsWith("/")) entries.set(name, entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

async function unpack(bytes: Uint8Array, entry: Entry, name: string, room: number): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, packed, method, size, crc } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localHeader)
    throw new FileRefused("zip-broken", { name });
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) throw new FileRefused("zip-broken", { name });
  const raw = bytes.subarray(from, from + packed);
  const content = method === 0 ? raw : await inflate(raw, name, Math.min(room, size));
  if (content.length > room) throw new FileRefused("zip-bomb", { limit: room });
  if (content.length !== size || crc32(content) !== crc) throw new FileRefused("zip-broken", { name });
  return content;
}

/** Inflates at most `limit` bytes: a stream that goes on is cut off there, whatever its header said. */
async function inflate(raw: Uint8Array, name: string, limit: number): Promise<Uint8Array> {
  const reader = new Blob([new Uint8Array(raw)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > limit) throw new FileRefused("zip-bomb", { limit });
      parts.push(value);
    }
  } catch (err) {
    await reader.cancel().catch(() => undefined);
    if (err instanceof FileRefused) throw err;
    throw new FileRefused("zip-broken", { name });
  }
  return joined(parts, length);
}

function joined(parts: Uint8Array[], length: number) {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
/** CRC-32 of ISO 3309, as zip uses it. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

// 1980-01-01 00:00, the first date that zip knows: equal contents give equal bytes.
const dosDate = 0x21;

/** Writes a zip archive of deflated files; the same files always give the same bytes. */
export async function writeZip(files: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = await deflate(bytes);
    const title = new TextEncoder().encode(name);
    // Version, flags (names are UTF-8), method, time, date, crc, sizes, lengths of name and extra: the same in both places.
    const facts = new DataView(new ArrayBuffer(26));
    facts.setUint16(0, 20, true);
    facts.setUint16(2, 0x0800, true);
    facts.setUint16(4, 8, true);
    facts.setUint16(8, dosDate, true);
    facts.setUint32(10, crc32(bytes), true);
    facts.setUint32(14, packed.length, true);
    facts.setUint32(18, bytes.length, true);
    facts.setUint16(22, title.length, true);
    const common = new Uint8Array(facts.buffer);
    const local = joined([numbers([localHeader]), common, title, packed], 30 + title.length + packed.length);
    const tail = numbers([0, 0, offset]);
    // Comment length, disk, internal attributes (2 bytes each), external attributes (4), offset (4).
    const central = new Uint8Array(46 + title.length);
    central.set(numbers([directoryHeader]), 0);
    central.set([20, 0], 4);
    central.set(common, 6);
    central.set(tail.subarray(8), 42);
    central.set(title, 46);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, endOfDirectory, true);
  end.setUint16(8, directory.length, true);
  end.setUint16(10, directory.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return joined([...parts, ...directory, new Uint8Array(end.buffer)], offset + size + 22);
}

function numbers(values: number[]) {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setUint32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

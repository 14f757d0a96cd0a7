/** What CBOR (RFC 8949) can say, as far as authenticators use it. */
export type Cbor = number | string | boolean | null | Uint8Array<ArrayBuffer> | Cbor[] | Map<number | string, Cbor>;

const deepest = 4;
const decoder = new TextDecoder("utf-8", { fatal: true });
const wrong = () => new Error("not CBOR as authenticators write it");

/**
 * Reads one item from `at` and says where it ends. Only what CTAP2's canonical form allows: definite and shortest
 * lengths, no tags, no floats, no key twice. Throws on everything else.
 */
export function readCbor(bytes: Uint8Array, at = 0, depth = 0): { value: Cbor; end: number } {
  if (depth > deepest) throw wrong();
  const initial = bytes[at];
  if (initial === undefined) throw wrong();
  const major = initial >> 5;
  const { argument, end } = readArgument(bytes, at + 1, initial & 31);
  if (major === 0) return { value: argument, end };
  if (major === 1) return { value: -1 - argument, end };
  if (major === 2 || major === 3) {
    const stop = end + argument;
    if (stop > bytes.length) throw wrong();
    const part = Uint8Array.from(bytes.subarray(end, stop));
    return { value: major === 2 ? part : decoder.decode(part), end: stop };
  }
  if (major === 4) return readList(bytes, end, argument, depth);
  if (major === 5) return readMap(bytes, end, argument, depth);
  if (major === 7 && argument >= 20 && argument <= 22 && end === at + 1)
    return { value: argument === 22 ? null : argument === 21, end };
  throw wrong();
}

function readArgument(bytes: Uint8Array, at: number, info: number) {
  if (info < 24) return { argument: info, end: at };
  const size = [1, 2, 4][info - 24];
  if (size === undefined || at + size > bytes.length) throw wrong();
  let argument = 0;
  for (let i = 0; i < size; i++) argument = argument * 256 + (bytes[at + i] ?? 0);
  if (argument < [24, 256, 65_536][info - 24]!) throw wrong();
  return { argument, end: at + size };
}

function readList(bytes: Uint8Array, at: number, length: number, depth: number) {
  const value: Cbor[] = [];
  let end = at;
  for (let i = 0; i < length; i++) {
    const item = readCbor(bytes, end, depth + 1);
    value.push(item.value);
    end = item.end;
  }
  return { value, end };
}

function readMap(bytes: Uint8Array, at: number, length: number, depth: number) {
  const value = new Map<number | string, Cbor>();
  let end = at;
  for (let i = 0; i < length; i++) {
    const key = readCbor(bytes, end, depth + 1);
    if ((typeof key.value !== "number" && typeof key.value !== "string") || value.has(key.value)) throw wrong();
    const item = readCbor(bytes, key.end, depth + 1);
    value.set(key.value, item.value);
    end = item.end;
  }
  return { value, end };
}

/** Reads one item that fills all of `bytes`. */
export function readWholeCbor(bytes: Uint8Array) {
  const { value, end } = readCbor(bytes);
  if (end !== bytes.length) throw wrong();
  return value;
}

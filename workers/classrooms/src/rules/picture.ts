/** A picture that holds nothing but itself: no place, no camera, no maker's notes, nothing after its end. */
export interface Picture {
  type: "image/jpeg" | "image/png";
  width: number;
  height: number;
  bytes: Uint8Array;
}

export const mostBytes = 400_000;
const mostPixels = 4096;

const joined = (parts: readonly Uint8Array[]) => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
const sound = (width: number, height: number) =>
  width >= 1 && height >= 1 && width <= mostPixels && height <= mostPixels;

/** How the camera was held (Exif 2.32, tag 0x0112), 1 to 8; phones do not turn the pixels themselves. */
function orientationOf(segment: Uint8Array): number {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  // Marker, length, "Exif\0\0", then a TIFF header.
  if (view.byteLength < 26 || view.getUint32(4) !== 0x45786966) return 1;
  const little = view.getUint16(10) === 0x4949;
  const at = 10 + view.getUint32(14, little);
  if (at + 2 > view.byteLength) return 1;
  const count = view.getUint16(at, little);
  for (let entry = at + 2; entry + 12 <= view.byteLength && entry < at + 2 + count * 12; entry += 12)
    if (view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}
/** An APP1 segment that says how the camera was held, and nothing else. */
const turned = (orientation: number) =>
  new Uint8Array([
    0xff,
    0xe1,
    0,
    34,
    0x45,
    0x78,
    0x69,
    0x66,
    0,
    0,
    0x4d,
    0x4d,
    0,
    0x2a,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);

/** Of a JPEG (ITU-T T.81) only tables, frame and scans are kept. */
function cleanJpeg(bytes: Uint8Array): Picture | undefined {
  const kept: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let scans = 0;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    const segment = bytes.subarray(at, end);
    if (marker >= 0xc0 && marker <= 0xc2) {
      if (size || length < 11) return undefined;
      size = {
        height: ((segment[5] ?? 0) << 8) | (segment[6] ?? 0),
        width: ((segment[7] ?? 0) << 8) | (segment[8] ?? 0),
      };
      kept.push(segment);
    } else if (marker === 0xc4 || marker === 0xdb || marker === 0xdd || (marker === 0xee && length === 14)) {
      kept.push(segment);
    } else if (marker === 0xe1) {
      orientation = Math.max(orientation, orientationOf(segment));
    } else if (marker === 0xda) {
      if (!size) return undefined;
      let to = end;
      while (to + 1 < bytes.length && !(bytes[to] === 0xff && isMarker(bytes[to + 1] ?? 0))) to += 1;
      kept.push(bytes.subarray(at, to));
      scans += 1;
      if (bytes[to] === 0xff && bytes[to + 1] === 0xd9) {
        if (!sound(size.width, size.height)) return undefined;
        const head = orientation === 1 ? [] : [turned(orientation)];
        return {
          type: "image/jpeg",
          ...size,
          bytes: joined([bytes.subarray(0, 2), ...head, ...kept, new Uint8Array([0xff, 0xd9])]),
        };
      }
      at = to;
      continue;
    } else if (!(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe) return undefined;
    at = end;
    if (scans > 64) return undefined;
  }
  return undefined;
}
/** Stuffed zeros and restarts belong to the data of a scan. */
const isMarker = (second: number) => second !== 0 && second !== 0xff && (second < 0xd0 || second > 0xd7);

const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const pngKept = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/** Of a PNG (ISO/IEC 15948) only the chunks that draw it are kept. */
function cleanPng(bytes: Uint8Array): Picture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let size: { width: number; height: number } | undefined;
  let drawn = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (length > mostBytes || end > bytes.length) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if ((name === "IHDR") !== (size === undefined)) return undefined;
    if (name === "IHDR") {
      if (length !== 13) return undefined;
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    if (name === "IDAT") drawn = true;
    if (pngKept.has(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND")
      return size && drawn && sound(size.width, size.height)
        ? { type: "image/png", ...size, bytes: joined(kept) }
        : undefined;
    at = end;
  }
  return undefined;
}

/** The picture in a file that somebody sent, without all that is not the picture; undefined for anything else. */
export function cleanPicture(bytes: Uint8Array): Picture | undefined {
  if (bytes.length > mostBytes || bytes.length < 20) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return cleanJpeg(bytes);
  return pngHead.every((byte, index) => bytes[index] === byte) ? cleanPng(bytes) : undefined;
}

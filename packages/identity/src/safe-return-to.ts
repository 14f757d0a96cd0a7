const nowhere = "https://nowhere.invalid";

/**
 * A path on this host to go back to, or the fallback. Whatever could leave the host is refused, not repaired: another
 * scheme or host, `//evil`, `/\evil`, control characters, and what turns into one of these after decoding.
 */
export function safeReturnTo(wanted: string | undefined, fallback = "/") {
  if (wanted === undefined || wanted.length > 2000 || !wanted.startsWith("/")) return fallback;
  if (leaves(wanted)) return fallback;
  const url = URL.parse(wanted, nowhere);
  if (url?.origin !== nowhere || leaves(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}

function leaves(path: string) {
  const [before = ""] = path.split(/[?#]/, 1);
  // oxlint-disable-next-line no-control-regex -- browsers drop tabs and line breaks from addresses
  if (/[\u0000-\u0020\u007f\\]/.test(path)) return true;
  const decoded = decode(decode(before));
  // oxlint-disable-next-line no-control-regex -- the same, after decoding
  return decoded.startsWith("//") || /[\u0000-\u001f\u007f\\]/.test(decoded);
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "//";
  }
}

/** A phone (E.164) or an e-mail, in the one form in which it is counted, hashed and sent to. */
export interface Contact {
  channel: "phone" | "email";
  value: string;
}

/**
 * Reads what a person typed: `0912 345 678`, `+84 912…`, `0084…`, full-width digits and invisible characters all give
 * `+84912345678`. Undefined when it is neither a phone nor an e-mail.
 */
export function readContact(typed: string): Contact | undefined {
  if (typed.length > 300) return undefined;
  const text = typed
    .normalize("NFKC")
    .replaceAll(/\p{Cf}|\p{Cc}/gu, "")
    .trim();
  return text.includes("@") ? readEmail(text) : readPhone(text);
}

function readEmail(text: string): Contact | undefined {
  const value = text.toLowerCase();
  const isEmail = value.length <= 254 && /^[^\s@<>",;:\\()[\]]{1,64}@([a-z0-9-]{1,63}\.)+[a-z]{2,24}$/.test(value);
  return isEmail ? { channel: "email", value } : undefined;
}

function readPhone(text: string): Contact | undefined {
  const digits = text.replaceAll(/[\s().\-‐-―/]/g, "").replace(/^00/, "+");
  if (!/^\+?\d{8,16}$/.test(digits)) return undefined;
  const national = /^(?:\+?84)?0?([35789]\d{8})$/.exec(digits)?.[1];
  if (national) return { channel: "phone", value: `+84${national}` };
  return /^\+[1-9]\d{7,14}$/.test(digits) && !digits.startsWith("+84")
    ? { channel: "phone", value: digits }
    : undefined;
}

/** What a page may show of a contact: `•••• 678`, `c•••@vidu.example`. */
export function maskContact({ channel, value }: Contact) {
  if (channel === "phone") return `•••• ${value.slice(-3)}`;
  const [local = "", domain = ""] = value.split("@");
  return `${local.slice(0, 1)}•••@${domain}`;
}

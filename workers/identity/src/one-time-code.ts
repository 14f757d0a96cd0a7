import type { Lang } from "@ven/contracts";

/** A code of six digits, each as likely as any other. */
export function newCode() {
  const limit = 4_294_000_000;
  for (;;) {
    const [random = limit] = crypto.getRandomValues(new Uint32Array(1));
    if (random < limit) return String(random % 1_000_000).padStart(6, "0");
  }
}

/** Reads what a person typed or pasted: blanks, dashes and full-width digits do not matter. */
export function readCode(typed: string) {
  const digits = typed
    .slice(0, 100)
    .normalize("NFKC")
    .replaceAll(/[\s\-‐-―]|\p{Cf}/gu, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

/**
 * The message with a code, plain ASCII so that it fits one SMS. Its last line lets a phone fill the code in on this host
 * only (WebOTP, origin-bound one-time codes).
 */
export function codeText(code: string, lang: Lang, selfOrigin: string) {
  const text =
    lang === "vi"
      ? `Ma dang nhap Ven cua ban: ${code}. Het han sau 5 phut. Khong dua ma nay cho ai.`
      : `Your Ven sign-in code: ${code}. It expires in 5 minutes. Never give it to anybody.`;
  return `${text}\n\n@${new URL(selfOrigin).hostname} #${code}`;
}

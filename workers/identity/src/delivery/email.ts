import { codeIn, type EmailAccount } from "./configuration";
import type { Provider } from "./provider";

/** Cloudflare's `send_email` binding. It takes the message or throws; what it throws has not left. */
export const email = (binding: SendEmail, { from }: EmailAccount): Provider => ({
  idempotent: false,
  reports: false,
  async send({ message }) {
    const code = codeIn(message);
    try {
      const { messageId } = await binding.send({
        from,
        to: message.to,
        subject: code === undefined ? "Ven" : `Ven: ${code}`,
        text: message.text,
      });
      return { handed: "accepted", reference: messageId };
    } catch (err) {
      // E_RECIPIENT_NOT_ALLOWED and its like are codes; the text may name the address.
      const reason = err instanceof Error && "code" in err ? String(err.code) : "refused";
      return { handed: reason === "E_INTERNAL_SERVER_ERROR" ? "unsure" : "refused", reason };
    }
  },
});

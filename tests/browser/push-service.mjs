import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";

/**
 * A browser's push service on this machine, with one browser. What comes is opened with the browser's own keys (RFC 8188
 * and 8291); what was made for somebody else, or is not encrypted, throws.
 */
export async function openPushService() {
  const ecdh = createECDH("prime256v1");
  const own = ecdh.generateKeys();
  const auth = randomBytes(16);
  const messages = [];
  const server = createServer((request, answer) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      messages.push({ headers: request.headers, text: open(Buffer.concat(parts)) });
      answer.writeHead(201).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;

  function open(bytes) {
    const salt = bytes.subarray(0, 16);
    const length = bytes[20];
    const theirs = bytes.subarray(21, 21 + length);
    const sealed = bytes.subarray(21 + length);
    const derive = (secret, with_, info, size) => Buffer.from(hkdfSync("sha256", secret, with_, info, size));
    const input = derive(
      ecdh.computeSecret(theirs),
      auth,
      Buffer.concat([Buffer.from("WebPush: info\0"), own, theirs]),
      32,
    );
    const key = derive(input, salt, "Content-Encoding: aes128gcm\0", 16);
    const nonce = derive(input, salt, "Content-Encoding: nonce\0", 12);
    const decipher = createDecipheriv("aes-128-gcm", key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return plain.subarray(0, plain.lastIndexOf(2)).toString("utf8");
  }

  return {
    origin,
    messages,
    subscription: {
      endpoint: `${origin}/phone`,
      keys: { p256dh: own.toString("base64url"), auth: auth.toString("base64url") },
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

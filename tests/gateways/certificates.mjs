import { execFile } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An authority that exists in `folder` and for one test only, and what it signed: files by name, PEM. */
export async function certificatesOf(folder, names) {
  const at = (name) => path.join(folder, name);
  const openssl = (...words) => run("openssl", words);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const days = ["-days", "2"];
  const [authority, signing] = ["ca.crt", "ca.key"].map(at);
  await openssl("req", "-x509", ...key, ...days, "-subj", "/CN=Ven test", "-keyout", signing, "-out", authority);
  const files = {};
  for (const name of names) {
    const [own, request, extensions, certificate] = ["key", "csr", "txt", "crt"].map((kind) => at(`${name}.${kind}`));
    await openssl("req", ...key, "-subj", `/CN=${name}`, "-keyout", own, "-out", request);
    writeFileSync(extensions, `subjectAltName=DNS:${name}\n`);
    const signer = ["-CA", authority, "-CAkey", signing, "-CAcreateserial"];
    await openssl("x509", "-req", ...days, "-in", request, ...signer, "-extfile", extensions, "-out", certificate);
    // A server that gives up root reads it afterwards.
    chmodSync(own, 0o644);
    files[name] = { authority, certificate, key: own };
  }
  return files;
}

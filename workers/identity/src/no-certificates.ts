/**
 * Stands in for the X.509 and ASN.1 packages that @simplewebauthn/server brings for certificates of makers of
 * authenticators. Identity asks for no attestation (ADR 7), so all that is needed of ASN.1 is the two numbers of an
 * ECDSA signature. wrangler.toml and vitest.config.ts put this file in their place, which saves 62 KiB gz.
 */
export class ECDSASigValue {
  readonly r: ArrayBuffer;
  readonly s: ArrayBuffer;
  constructor(r: ArrayBuffer, s: ArrayBuffer) {
    this.r = r;
    this.s = s;
  }
}

/** Ecdsa-Sig-Value (RFC 3279 §2.2.3) in strict DER (X.690 §8.3): `SEQUENCE { INTEGER r, INTEGER s }` and nothing else. */
export const AsnParser = {
  parse(der: Uint8Array, type: unknown): ECDSASigValue {
    if (type !== ECDSASigValue) throw new Error("certificates are not read here");
    const [tag, length] = der;
    if (tag !== 0x30 || length !== der.length - 2 || length > 0x7f) throw malformed();
    const first = integer(der.subarray(2));
    const second = integer(first.rest);
    if (second.rest.length > 0) throw malformed();
    return new ECDSASigValue(first.value, second.value);
  },
};

const malformed = () => new Error("the signature is not DER");

/** In its shortest form, not negative, and all there. */
function integer(bytes: Uint8Array) {
  const [tag, length = 0, lead = 0, next = 0] = bytes;
  if (tag !== 0x02 || length < 1 || length > 0x7f || bytes.length < 2 + length) throw malformed();
  if (lead > 0x7f || (lead === 0 && length > 1 && next < 0x80)) throw malformed();
  return { value: new Uint8Array(bytes.subarray(2, 2 + length)).buffer, rest: bytes.subarray(2 + length) };
}

/** What the package takes from certificates. Whatever would use one of these fails, and is refused. */
class Certificate {}
const oid = "none";
export {
  Certificate,
  Certificate as AuthorityKeyIdentifierExtension,
  Certificate as BasicConstraints,
  Certificate as CRLDistributionPointsExtension,
  Certificate as ECParameters,
  Certificate as ExtendedKeyUsage,
  Certificate as KeyDescription,
  Certificate as OctetString,
  Certificate as RSAPublicKey,
  Certificate as SubjectAlternativeName,
  Certificate as SubjectKeyIdentifierExtension,
  Certificate as X509Certificate,
  Certificate as X509ChainBuilder,
  Certificate as X509Crl,
  oid as id_ce_basicConstraints,
  oid as id_ce_extKeyUsage,
  oid as id_ce_keyDescription,
  oid as id_ce_subjectAltName,
  oid as id_ecdsaWithSHA256,
  oid as id_ecdsaWithSHA384,
  oid as id_ecdsaWithSHA512,
  oid as id_ecPublicKey,
  oid as id_ml_dsa_44,
  oid as id_ml_dsa_65,
  oid as id_ml_dsa_87,
  oid as id_rsaEncryption,
  oid as id_secp256r1,
  oid as id_secp384r1,
  oid as id_sha1WithRSAEncryption,
  oid as id_sha256WithRSAEncryption,
  oid as id_sha384WithRSAEncryption,
  oid as id_sha512WithRSAEncryption,
};

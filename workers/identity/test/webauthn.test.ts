import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { base64url } from "@ven/kit";
import { describe, test } from "vitest";

import { readWholeCbor } from "../src/passkeys/cbor";
import { type Asserted, type Created, readAsserted, readCreated } from "../src/passkeys/credential";
import { userHandleOf } from "../src/passkeys/options";
import { algorithms } from "../src/passkeys/public-key";
import { checkAsserted, checkCreated } from "../src/passkeys/webauthn";
import { authenticator, type Tampering } from "./authenticator";
import { origin } from "./person";

const challenge = "c".repeat(43);
const expected = { challenge, origin, relyingParty: "id.test" };
const toReferee = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: "id.test" };

const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    () => undefined,
  );
function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing was given");
  return value;
}

const made = async (changed?: Tampering) => {
  const device = await authenticator();
  const created = given(
    readCreated(await device.create({ challenge, user: { id: userHandleOf("somebody") } }, changed)),
  );
  return { device, created };
};
const refereeCreated = async (created: Created) => {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    ...toReferee,
    response: created,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  });
  if (!verified) throw new Error("refused");
  const { id, publicKey, counter } = registrationInfo.credential;
  const synced = registrationInfo.credentialDeviceType === "multiDevice";
  return { id, publicKey: base64url.encode(publicKey), counter, synced };
};
const refereeAsserted = async (asserted: Asserted, publicKey: string) => {
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...toReferee,
    response: { ...asserted, response: { ...asserted.response, userHandle: undefined } },
    credential: { id: asserted.id, publicKey: base64url.decode(publicKey), counter: 0 },
    requireUserVerification: true,
  });
  if (!verified) throw new Error("refused");
  return authenticationInfo.newCounter;
};

const flags = [0x00, 0x01, 0x04, 0x05, 0x0d, 0x15, 0x1d, 0x41, 0x45, 0x4d, 0x55, 0x5d, 0x85, 0xc5];
const tampering: Tampering[] = [
  {},
  ...flags.map((one) => ({ flags: one })),
  { origin: "https://evil.example" },
  { origin: "https://id.test:8443" },
  { origin: "http://id.test" },
  { rpId: "test" },
  { rpId: "evil.example" },
  { challenge: "d".repeat(43) },
  { challenge: "" },
  { type: "webauthn.get" },
  { type: "webauthn.create" },
  { type: "payment.get" },
];

/** The text with one bit of what it encodes turned over. */
function flip(text: string, random: number) {
  const bytes = base64url.decode(text);
  const bit = Math.floor(random * bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return base64url.encode(bytes);
}

describe("what is accepted of an authenticator is what the referee accepts", () => {
  test.for(tampering)("when a passkey is made with %j", async (changed, { expect }) => {
    const { created } = await made(changed);
    expect(await outcome(checkCreated(created, expected))).toEqual(await outcome(refereeCreated(created)));
  });

  test.for(tampering)("when it is used with %j", async (changed, { expect }) => {
    const { device, created } = await made();
    const { publicKey } = await checkCreated(created, expected);
    const asserted = given(readAsserted(await device.get({ challenge }, changed)));
    expect(await outcome(checkAsserted(asserted, publicKey, expected))).toEqual(
      await outcome(refereeAsserted(asserted, publicKey)),
    );
  });

  test("and with any bit of it turned over nothing is accepted that the referee refuses", async ({ expect }) => {
    const { device, created } = await made();
    const { publicKey } = await checkCreated(created, expected);
    const asserted = given(readAsserted(await device.get({ challenge })));
    let refused = 0;
    for (let i = 0; i < 400; i++) {
      const where = (["clientDataJSON", "authenticatorData", "signature"] as const)[i % 3] ?? "signature";
      const response = { ...asserted.response, [where]: flip(asserted.response[where], (i * 0.618_034) % 1) };
      const own = await outcome(checkAsserted({ ...asserted, response }, publicKey, expected));
      if (own === undefined) refused++;
      else expect(await outcome(refereeAsserted({ ...asserted, response }, publicKey))).toEqual(own);
    }
    expect(refused).toBeGreaterThan(390);
    for (let i = 0; i < 400; i++) {
      const where = i % 2 ? "clientDataJSON" : "attestationObject";
      const response = { ...created.response, [where]: flip(created.response[where], (i * 0.618_034) % 1) };
      const own = await outcome(checkCreated({ ...created, response }, expected));
      if (own !== undefined) expect(await outcome(refereeCreated({ ...created, response }))).toEqual(own);
    }
  });

  test("nothing that was cut short or made longer", async ({ expect }) => {
    const { device, created } = await made();
    const { publicKey } = await checkCreated(created, expected);
    const asserted = given(readAsserted(await device.get({ challenge })));
    for (const where of ["clientDataJSON", "authenticatorData", "signature"] as const)
      for (const change of [(text: string) => text.slice(0, -4), (text: string) => `${text}AAAA`, () => ""]) {
        const response = { ...asserted.response, [where]: change(asserted.response[where]) };
        expect(await outcome(checkAsserted({ ...asserted, response }, publicKey, expected))).toBeUndefined();
      }
  });
});

describe("keys of all three algorithms work, and no others", () => {
  const cose = (entries: [number, number | Uint8Array][]) => {
    const head = (major: number, n: number) =>
      n < 24 ? [(major << 5) | n] : n < 256 ? [(major << 5) | 24, n] : [(major << 5) | 25, n >> 8, n & 255];
    const item = (value: number | Uint8Array) =>
      typeof value === "number"
        ? value < 0
          ? head(1, -1 - value)
          : head(0, value)
        : [...head(2, value.length), ...value];
    return base64url.encode(
      Uint8Array.from([...head(5, entries.length), ...entries.flatMap(([k, v]) => [...item(k), ...item(v)])]),
    );
  };
  const jwkBytes = (jwk: JsonWebKey, name: "n" | "e" | "x") => base64url.decode(jwk[name] ?? "");
  const pairOf = async (algorithm: string | object) =>
    (await crypto.subtle.generateKey(algorithm as SubtleCryptoGenerateKeyAlgorithm, true, [
      "sign",
      "verify",
    ])) as CryptoKeyPair;

  async function answered(
    algorithm: string | object,
    signWith: string,
    entries: (jwk: JsonWebKey) => [number, number | Uint8Array][],
  ) {
    const pair = await pairOf(algorithm);
    const jwk = (await crypto.subtle.exportKey("jwk", pair.publicKey)) as JsonWebKey;
    const device = await authenticator();
    const asserted = given(readAsserted(await device.get({ challenge })));
    const client = new Uint8Array(
      await crypto.subtle.digest("SHA-256", base64url.decode(asserted.response.clientDataJSON)),
    );
    const signed = Uint8Array.from([...base64url.decode(asserted.response.authenticatorData), ...client]);
    const signature = base64url.encode(await crypto.subtle.sign(signWith, pair.privateKey, signed));
    return outcome(
      checkAsserted({ ...asserted, response: { ...asserted.response, signature } }, cose(entries(jwk)), expected),
    );
  }

  test("Ed25519 and RS256", async ({ expect }) => {
    expect(
      await answered("Ed25519", "Ed25519", (jwk) => [
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, jwkBytes(jwk, "x")],
      ]),
    ).toBe(1);
    const rsa = {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: 2048,
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: "SHA-256",
    };
    const rsaKey = (jwk: JsonWebKey): [number, number | Uint8Array][] => [
      [1, 3],
      [3, -257],
      [-1, jwkBytes(jwk, "n")],
      [-2, jwkBytes(jwk, "e")],
    ];
    expect(await answered(rsa, rsa.name, rsaKey)).toBe(1);
    expect(await answered({ ...rsa, modulusLength: 1024 }, rsa.name, rsaKey)).toBeUndefined();
    expect(
      await answered(rsa, rsa.name, (jwk) => [...rsaKey(jwk).filter(([k]) => k !== 3), [3, -65_535]]),
    ).toBeUndefined();
  });
});

test("what authenticators never write is not read", ({ expect }) => {
  const read = (hex: string) =>
    readWholeCbor(Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16)));
  expect(read("a10102")).toEqual(new Map([[1, 2]]));
  expect(read("8301f5f6")).toEqual([1, true, null]);
  // Cut short, longer, indefinite, not the shortest, a key twice, a tag, a float, too deep, a huge length.
  for (const hex of [
    "a101",
    "a1010203",
    "bf0102ff",
    "1801",
    "a201020103",
    "c001",
    "f93c00",
    "818181818101",
    "5affffffff00",
    "",
    "ff",
  ])
    expect(() => read(hex)).toThrow();
});

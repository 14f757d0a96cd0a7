import { base64url } from "@ven/kit";

import { ceremonyLasts } from "./ceremony";
import { algorithms } from "./public-key";

interface Descriptor {
  id: string;
  transports: readonly string[];
}
const descriptors = (passkeys: readonly Descriptor[]) =>
  passkeys.map(({ id, transports }) => ({ type: "public-key", id, transports }));

/** The site of passkeys is identity's host and nothing above it. */
export const relyingPartyOf = (issuer: string) => new URL(issuer).hostname;

/** An authenticator shows `name` when it asks which passkey to use; the handle is the pseudonym, not a name. */
export const userHandleOf = (subject: string) => base64url.encode(new TextEncoder().encode(subject));

export interface CreationFor {
  issuer: string;
  challenge: string;
  subject: string;
  name: string;
  city: string;
  has: readonly Descriptor[];
}

/** Options for a new passkey (PublicKeyCredentialCreationOptionsJSON): discoverable, with user verification, no attestation. */
export const creationOptions = ({ issuer, challenge, subject, name, city, has }: CreationFor) => ({
  rp: { id: relyingPartyOf(issuer), name: city },
  user: { id: userHandleOf(subject), name, displayName: name },
  challenge,
  pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
  timeout: ceremonyLasts,
  excludeCredentials: descriptors(has),
  authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  attestation: "none",
});

/** Options for using one (PublicKeyCredentialRequestOptionsJSON); without `of` the person chooses among their passkeys. */
export const requestOptions = ({
  issuer,
  challenge,
  of = [],
}: {
  issuer: string;
  challenge: string;
  of?: readonly Descriptor[];
}) => ({
  rpId: relyingPartyOf(issuer),
  challenge,
  timeout: ceremonyLasts,
  userVerification: "required",
  allowCredentials: descriptors(of),
});

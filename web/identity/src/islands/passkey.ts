import { decode, encode } from "../bytes";

/** The JSON forms of WebAuthn Level 3 §5.1, which browsers before 2024 cannot read themselves. */
interface Descriptor {
  type: "public-key";
  id: string;
  transports?: AuthenticatorTransport[];
}
type CreateOptions = Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Descriptor[];
};
type GetOptions = Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & {
  challenge: string;
  allowCredentials?: Descriptor[];
};

const bytesOf = (descriptors: Descriptor[] = []) => descriptors.map((one) => ({ ...one, id: decode(one.id) }));
const common = ({ id, rawId, type }: PublicKeyCredential) => ({ id, rawId: encode(rawId), type });

async function create({ challenge, user, excludeCredentials, ...rest }: CreateOptions) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...rest,
      challenge: decode(challenge),
      user: { ...user, id: decode(user.id) },
      excludeCredentials: bytesOf(excludeCredentials),
    },
  });
  if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAttestationResponse)) return;
  const { clientDataJSON, attestationObject } = made.response;
  const transports = made.response.getTransports?.() ?? [];
  const response = { clientDataJSON: encode(clientDataJSON), attestationObject: encode(attestationObject), transports };
  return { ...common(made), response };
}

async function get({ challenge, allowCredentials, ...rest }: GetOptions) {
  const used = await navigator.credentials.get({
    publicKey: { ...rest, challenge: decode(challenge), allowCredentials: bytesOf(allowCredentials) },
  });
  if (!(used instanceof PublicKeyCredential) || !(used.response instanceof AuthenticatorAssertionResponse)) return;
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  const response = {
    clientDataJSON: encode(clientDataJSON),
    authenticatorData: encode(authenticatorData),
    signature: encode(signature),
    userHandle: userHandle ? encode(userHandle) : null,
  };
  return { ...common(used), response };
}

function say(what: string | null) {
  for (const line of document.querySelectorAll<HTMLElement>("[data-passkey-says] [data-when]"))
    line.hidden = line.dataset["when"] !== what;
}

async function answer(form: HTMLFormElement) {
  const options = JSON.parse(form.dataset["options"] ?? "{}");
  const field = form.elements.namedItem("credential");
  const button = form.querySelector("button");
  if (!(field instanceof HTMLInputElement) || !button) return;
  say(null);
  button.disabled = true;
  try {
    const credential = form.dataset["passkey"] === "create" ? await create(options) : await get(options);
    if (!credential) throw new Error("nothing came back");
    field.value = JSON.stringify(credential);
    form.submit();
  } catch (err) {
    button.disabled = false;
    button.focus();
    say(err instanceof DOMException && err.name === "InvalidStateError" ? "has-already" : "not-confirmed");
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!("PublicKeyCredential" in window)) {
    form.hidden = true;
    say("unsupported");
    continue;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void answer(form);
  });
}

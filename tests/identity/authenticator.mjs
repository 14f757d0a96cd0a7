/** An authenticator of the browser's own, in software: a phone's or computer's lock, whose owner is recognised. */
export async function giveAuthenticator(page, { isUserVerified = true } = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognise: (verified) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: verified }),
    credentials: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    /** Whoever comes with a security key: only its credentials are at this computer from now on. */
    replaceBy: async (credentials) => {
      await devtools.send("WebAuthn.clearCredentials", { authenticatorId });
      for (const credential of credentials)
        await devtools.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
  };
}

import { globSync, readFileSync } from "node:fs";
import path from "node:path";

export const asvsFile = "docs/asvs.md";

/** The items of OWASP ASVS 5.0 that identity is held to, with what each asks in our own words. */
export const items = {
  "3.3.3": "Cookies carry the __Host- prefix, so that no other host of the city can set them.",
  "3.5.1": "A request that another site makes a browser send changes nothing.",
  "3.7.2": "Redirects lead to listed places only.",
  "6.3.1": "Guessing and trying out codes is slowed down and stopped.",
  "6.3.3": "Staff prove two factors: a passkey with user verification.",
  "6.3.8": "Nobody learns from an answer, or from its time, who is known.",
  "6.5.1": "A one-time code works once.",
  "6.6.2": "A code belongs to the request that it was sent for.",
  "6.6.3": "Codes are limited in guesses and in number.",
  "6.8.1": "A person is their provider's issuer and subject together, so that one provider cannot pose as another.",
  "6.8.4": "What was proved, and when, is read from the token before it is relied on.",
  "7.2.3": "Session secrets are unique and have at least 128 bits of entropy.",
  "7.2.4": "Signing in makes a new session and ends the one before.",
  "7.3.1": "A session that is not used ends.",
  "7.3.2": "A session ends after its longest life, used or not.",
  "7.4.1": "A session that ended is good for nothing, at any service.",
  "7.4.2": "Closing an account ends all its sessions.",
  "7.5.1": "What changes or reveals the account asks for a fresh proof of who it is.",
  "7.6.1": "Sessions at services live and end with the one at identity.",
  "8.2.1": "Each function is for those with the explicit permission.",
  "8.2.2": "Each thing is for those with the permission for that very thing.",
  "8.3.2": "A change of rights counts at once, within 10 seconds everywhere.",
  "8.3.3": "Who acts for a person has that person's rights, not its own.",
  "8.4.1": "One organisation never sees or changes what is another's.",
  "9.1.1": "A token's signature is checked before anything in it is believed.",
  "9.1.2": "Only the algorithms of a list count; none is never one of them.",
  "9.1.3": "Keys come from the configuration, never from the token.",
  "9.2.1": "Tokens count within their time only.",
  "9.2.2": "A token of another type is no access token.",
  "9.2.3": "A service takes tokens made for it alone.",
  "9.2.4": "Each token names the one service that it is for, because all are signed with one key.",
  "10.1.2": "An answer counts for the browser and the attempt that asked only.",
  "10.2.1": "The code flow cannot be begun for somebody else: PKCE and state.",
  "10.2.2": "An answer must come from the issuer that was asked.",
  "10.3.3": "People are told apart by a subject that never becomes somebody else's.",
  "10.4.1": "Redirect addresses are compared to the letter with the registered ones.",
  "10.4.2": "A code is redeemed once; a second time ends what the first began.",
  "10.4.5": "A handle that is used again after it moved on ends the session.",
  "10.4.6": "Codes are worth nothing without their verifier (PKCE, S256).",
  "10.5.1": "An ID token cannot be replayed: nonce.",
  "10.5.4": "An ID token is for this client.",
  "13.2.1": "Services prove to each other who they are: bindings with a name, keys with short tokens.",
};

/** Every test whose title carries an item: `{ item, file, title }`. A parametrised test counts once. */
export function testsFound(root) {
  const found = [];
  for (const file of globSync(["{packages,workers,web}/*/test/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,mjs}"], {
    cwd: root,
  })) {
    const text = readFileSync(path.join(root, file), "utf8");
    for (const [, , title] of text.matchAll(/(["'`])((?:\[ASVS [\d.]+\] )+(?:(?!\1).)+)\1/g)) {
      const bare = title.replace(/^(\[ASVS [\d.]+\] )+/, "");
      for (const [, item] of title.matchAll(/\[ASVS ([\d.]+)\]/g)) found.push({ item, file, title: bare });
    }
  }
  return found.toSorted((a, b) => a.file.localeCompare(b.file) || a.title.localeCompare(b.title));
}

/** What is missing: items without a test, and items of tests that are not on the list. */
export function gaps(tests) {
  const has = new Set(tests.map(({ item }) => item));
  return [
    ...Object.keys(items).flatMap((item) => (has.has(item) ? [] : [`ASVS ${item} has no test`])),
    ...[...has].flatMap((item) => (item in items ? [] : [`ASVS ${item} is tested and not on the list`])),
  ];
}

/** The table, in the order of the standard. */
export function asvsTable(tests) {
  const rows = Object.entries(items).map(([item, asks]) => {
    const proofs = tests
      .filter((one) => one.item === item)
      .map(({ file, title }) => `\`${file}\`: ${title.replaceAll("|", "\\|")}`);
    return `| ${item} | ${asks} | ${proofs.join("<br>")} |`;
  });
  return `# OWASP ASVS 5.0: what identity is held to, and the tests that hold it

Level 2 items that concern signing in, sessions, tokens and rights. Written by \`node tools/asvs.mjs\` from the titles of the tests; \`npm test\` fails when an item has no test, or when this table is not what the command would write. The second column says in our words what an item asks; the standard's own text is at owasp.org.

| item | asks that | shown by |
|---|---|---|
${rows.join("\n")}
`;
}

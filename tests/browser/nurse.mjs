import { pause } from "./story.mjs";

/** Signs a sample person in as they do it: from a page of the queue to identity and, with the code, back again. */
export async function signIn(page, { hospital, to, contact }) {
  await page.goto(`${hospital.queue}${to}`);
  await page.locator("#contact").fill(contact);
  await page.locator('main form[action="/sign-in"] button').click();
  await page.locator("#code").fill(await codeFor(page, hospital));
  await page.locator('form[action="/sign-in/code"] button').click();
  await page.waitForURL(`${hospital.queue}${to}**`);
}

/** The newest code in the development inbox, read in another tab of the same person. */
async function codeFor(page, hospital) {
  const inbox = await page.context().newPage();
  await inbox.goto(`${hospital.id}/dev/inbox`);
  const code = await inbox.locator("li.card .lead").first().innerText();
  await inbox.close();
  return code;
}

/** Presses a key when the desk has done with the one before: it does one thing at a time. */
export async function press(page, key) {
  await page.locator('[data-island="desk"]:not([aria-busy])').waitFor();
  await page.keyboard.press(key);
}

/** Calls whoever is next. A second press within a second would count as the same. */
export async function pressNext(page) {
  await page.locator('[data-island="desk"]:not([aria-busy])').waitFor();
  await pause(1_100);
  await page.keyboard.press("Space");
}

/** A desk's page as a nurse sees it. */
export const deskOf = (page) => ({
  /** The number at the counter; "" when nobody is there. */
  current: async () => (await page.locator("main .card .no").allTextContents()).join(),
  /** The heading over it: called, being served, nobody. */
  doing: () => page.locator("#current").innerText(),
  waiting: () => page.locator('[aria-labelledby="line"] tbody th').allInnerTexts(),
  away: () => page.locator("ul.away strong").allInnerTexts(),
  next: page.locator('[data-act="call-next"] button'),
  tool: (act) => page.locator(`main .card [data-act="${act}"] button`),
  notice: () => page.locator("output.toast").innerText(),
  trouble: () => page.locator('main [role="alert"]').first().innerText(),
});

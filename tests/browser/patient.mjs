/** Takes a number as a patient does, from the poster's page to the ticket's: one choice, one tap. */
export async function takeNumber(page, { hospital, code = "baichay2", service = "Khám Nội" }) {
  await page.goto(`${hospital.queue}/j/${code}`);
  await page.locator("label.pick", { hasText: service }).click();
  await page.locator("form.join button").click();
  await page.waitForURL("**/t/**");
  return page.locator(".ticket .no").innerText();
}

/** What stands on a ticket's page, as one text. */
export const ticketOf = (page) => page.locator(".ticket").innerText();

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page as it is shown now: "rule: where". */
export async function violations(page) {
  await page.evaluate(`window.axe || (() => { ${axe} })()`);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
}

/** What makes the page wider than its window. */
export const overflow = (page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll("body *")].filter(
      (one) => one.getBoundingClientRect().right > clientWidth && !one.closest(".scroll"),
    );
    return [`${scrollWidth - clientWidth} px too wide: ${beyond.at(-1)?.outerHTML.slice(0, 120)}`];
  });

/** Controls smaller than a fingertip. Links in a sentence and those of the masthead's line of text are excepted. */
export const smallTargets = (page) =>
  page.evaluate(() => {
    const least = 43.5;
    const isInText = (one) =>
      one.localName === "a" &&
      !one.matches(".btn") &&
      (one.closest(".mast .small") ||
        [...one.parentElement.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim()));
    return [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
      .filter((one) => one.checkVisibility() && !one.matches(".skip") && !isInText(one))
      .map((one) => one.closest("label") ?? one)
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < least || height < least;
      })
      .map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return `${one.localName} “${one.textContent.trim()}” ${Math.round(width)} × ${Math.round(height)}`;
      });
  });

/** Controls that do not show that they have the focus. */
export const hiddenFocus = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
      .filter((one) => one.checkVisibility() && !one.disabled)
      .filter((one) => {
        one.focus({ focusVisible: true });
        return ![one, one.closest("label")].some((shown) => {
          if (!shown) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(shown);
          return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 3;
        });
      })
      .map((one) => `${one.localName} “${one.textContent.trim()}”`),
  );

// The desk at a keyboard, and on a network that comes and goes. Without this script every act is a form.
const typing = (element: Element | null) =>
  element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

/** What a key does here; nothing while somebody types. */
document.addEventListener("keydown", (event) => {
  const { key } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLTextAreaElement) {
    event.target.form?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(document.activeElement)) return;
  const act = acts[key];
  if (!act) return;
  event.preventDefault();
  act();
});

const at = <Kind extends HTMLElement>(selector: string) => document.querySelector<Kind>(selector);
const acts: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  c: () => at<HTMLButtonElement>('form[action$="/claim"] button')?.click(),
  r: () => at("#text")?.focus(),
  n: () => at("#note")?.focus(),
  u: () => at<HTMLAnchorElement>('[data-key="u"]')?.click(),
  "?": () => {
    const keys = at<HTMLDetailsElement>("#keys");
    if (!keys) return;
    keys.open = !keys.open;
    keys.querySelector("summary")?.focus();
  },
};

function step(by: number) {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("#inbox a")];
  const now = rows.findIndex((row) => row === document.activeElement);
  rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + by))]?.focus();
}

const inbox = at("#inbox");
if (inbox) keepFresh(inbox, Number(inbox.dataset["poll"]) * 1000);

/** Takes the list anew while nobody leaves it; who had the focus keeps it. */
function keepFresh(list: HTMLElement, often: number) {
  const again = async () => {
    try {
      if (!document.hidden) {
        const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = answer.ok ? page.getElementById("inbox") : null;
        if (fresh && fresh.innerHTML !== list.innerHTML) {
          const focused = document.activeElement?.getAttribute("href");
          list.replaceChildren(...fresh.childNodes);
          if (focused) list.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
        }
      }
    } catch {
      // The next one will do.
    }
    setTimeout(() => void again(), often);
  };
  setTimeout(() => void again(), often);
}

for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-text]"))
  link.addEventListener("click", (event) => {
    const box = at<HTMLTextAreaElement>("#text");
    if (!box) return;
    event.preventDefault();
    const text = link.dataset["text"] ?? "";
    box.setRangeText(box.value.trim() === "" ? text : `\n\n${text}`, box.selectionEnd, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input"));
    box.focus();
  });

const form = at<HTMLFormElement>("form[data-draft]");
if (form) keepDraft(form, form.dataset["draft"] ?? "");

function fieldsOf(of: HTMLFormElement) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(of)) if (typeof value === "string") fields.append(name, value);
  return fields;
}

interface Kept {
  text: string;
  /** The answer's own key: sent again after a cut, it is one answer. */
  key: string;
}

/** An answer that is being written survives a cut, a closed lid and a wrong click; it is sent again by itself. */
function keepDraft(reply: HTMLFormElement, thread: string) {
  const place = `ask-draft:${thread}`;
  const box = reply.querySelector("textarea");
  const key = reply.querySelector<HTMLInputElement>('[name="key"]');
  const status = reply.querySelector<HTMLElement>("[data-status]");
  if (!box || !key || !status) return;
  const say = (text: string | undefined) => void (status.textContent = text ?? "");
  const read = (): Kept | null => {
    try {
      return JSON.parse(localStorage.getItem(place) ?? "null") as Kept | null;
    } catch {
      return null;
    }
  };
  const keep = () => {
    try {
      if (box.value.trim() === "") localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify({ text: box.value, key: key.value } satisfies Kept));
      say(box.value.trim() === "" ? "" : reply.dataset["kept"]);
    } catch {
      // A browser that keeps nothing: the form itself still holds the text.
    }
  };
  if (new URLSearchParams(location.search).has("sent")) localStorage.removeItem(place);
  const before = read();
  if (before && box.value.trim() === "") {
    box.value = before.text;
    key.value = before.key;
    say(reply.dataset["kept"]);
  }
  box.addEventListener("input", keep);

  let sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    keep();
    try {
      const answer = await fetch(reply.action, {
        method: "POST",
        headers: { accept: "text/html" },
        body: fieldsOf(reply),
      });
      if (answer.ok && answer.redirected) {
        localStorage.removeItem(place);
        location.assign(answer.url);
        return;
      }
      if (answer.status >= 500) throw new Error(String(answer.status));
      // Refused: the page says why, and has the text.
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("main");
      const why = fresh?.querySelector('[role="alert"]')?.textContent;
      say(why ?? reply.dataset["refused"]);
      const version = fresh?.querySelector<HTMLInputElement>('form[data-draft] [name="version"]')?.value;
      const mine = reply.querySelector<HTMLInputElement>('[name="version"]');
      if (version && mine) mine.value = version;
      const said = fresh?.querySelector('[role="log"]');
      if (said) at('[role="log"]')?.replaceChildren(...said.childNodes);
    } catch {
      say(reply.dataset["away"]);
      const later = () => {
        removeEventListener("online", later);
        clearTimeout(timer);
        void send();
      };
      const timer = setTimeout(later, 5_000);
      addEventListener("online", later);
    } finally {
      sending = false;
    }
  };
  reply.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}
export {};

// Shows an answer while it comes; without this script the form does the same with a page of its own.
const form = document.querySelector<HTMLFormElement>("form[data-working]");
const answers = document.querySelector<HTMLElement>('[role="log"]');

if (form && answers)
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(form, answers);
  });

async function ask(form: HTMLFormElement, log: HTMLElement) {
  const data = new FormData(form);
  const q = text(data, "q");
  const said = add(log, "p", "said", q);
  const working = add(log, "p", "soft", form.dataset["working"] ?? "");
  try {
    const answer = await fetch("/api/ask", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({
        q,
        lang: document.documentElement.lang,
        ...(data.has("place") && { place: text(data, "place") }),
      }),
    });
    if (!answer.ok || !answer.body) throw new Error(String(answer.status));
    let thread: string | null = null;
    const card = add(log, "article", "card stack", "");
    for await (const { name, data: sent } of events(answer.body)) {
      if (name === "meta") ({ thread } = JSON.parse(sent) as { thread: string | null });
      if (name === "delta") add(card, "p", "", (JSON.parse(sent) as { text: string }).text);
    }
    if (thread === null) throw new Error("not kept");
    location.assign(`/t/${thread}`);
  } catch {
    // The form itself knows how to say what is wrong.
    said.remove();
    working.remove();
    form.submit();
  }
}

const text = (data: FormData, name: string) => {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
};

function add(to: HTMLElement, tag: string, name: string, words: string) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = words;
  to.appendChild(element);
  return element;
}

async function* events(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const found = /^event: (\w+)\ndata: (.*)$/s.exec(part);
      if (found) yield { name: found[1] ?? "", data: found[2] ?? "" };
    }
  }
}
export {};

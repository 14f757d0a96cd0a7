interface Meta {
  band: string;
  emergency?: {
    number: string;
    lang: string;
    texts?: { title: string; call: string; free: string; say: string[]; show: string };
  };
}

/** Draws a question and its answer into the conversation while the answer comes. */
export function stream(log: HTMLElement, q: string, working: string) {
  const said = add(log, "p", "said", q);
  const status = add(log, "p", "soft", working);
  const card = document.createElement("article");
  card.className = "card stack";
  const nodes = [said, status, card];
  status.scrollIntoView({ block: "nearest" });

  return {
    nodes,
    /** Asks; gives the address of the conversation, or undefined when it could not be kept. TypeError: no network. */
    async run({ key, ...question }: Record<string, string>) {
      status.textContent = working;
      card.replaceChildren();
      const answer = await fetch("/api/ask", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "text/event-stream",
          ...(key !== undefined && { "idempotency-key": key }),
        },
        body: JSON.stringify({ ...question, lang: document.documentElement.lang }),
      });
      if (!answer.ok || !answer.body) throw new Error(String(answer.status));
      let thread: string | null = null;
      let over = false;
      for await (const { name, data } of events(answer.body)) {
        if (name === "meta") begin(card, JSON.parse(data) as Meta);
        if (name === "delta") add(card, "p", "", (JSON.parse(data) as { text: string }).text);
        if (card.childElementCount > 0) log.appendChild(card);
        if (name === "error") throw new Error("not kept");
        if (name === "done") {
          over = true;
          ({ thread } = JSON.parse(data) as { thread: string | null });
        }
      }
      // The network went while it came: under the same key it is asked again, and written down once.
      if (!over) throw new TypeError("cut off");
      if (thread === null && card.childElementCount === 0) throw new Error("nothing to show");
      return thread === null ? undefined : `/t/${thread}`;
    },
    /** Waits for a network, or for the button that tries again. */
    async wait({ waiting = "", resend = "" }: DOMStringMap, ms: number) {
      status.textContent = waiting;
      const again = document.createElement("button");
      again.type = "button";
      again.className = "btn line";
      again.textContent = resend;
      status.insertAdjacentElement("afterend", again);
      const leave = new AbortController();
      await new Promise<void>((resolve) => {
        const { signal } = leave;
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", () => clearTimeout(timer));
        again.addEventListener("click", () => resolve(), { signal });
        addEventListener("online", () => resolve(), { signal });
      });
      leave.abort();
      again.remove();
    },
    finish() {
      status.remove();
    },
    remove() {
      for (const node of nodes) node.remove();
    },
  };
}

function begin(card: HTMLElement, { emergency }: Meta) {
  if (!emergency) return;
  const { number, lang, texts } = emergency;
  card.className = "note halt stack";
  card.lang = lang;
  if (texts) add(card, "p", "", texts.title);
  const call = document.createElement("a");
  call.href = `tel:${number}`;
  call.className = "btn stop full";
  call.textContent = texts?.call ?? number;
  card.appendChild(call);
  for (const line of texts ? [texts.free, ...texts.say, texts.show] : []) add(card, "p", "", line);
}

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

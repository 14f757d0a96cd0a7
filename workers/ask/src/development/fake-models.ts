import type { Models } from "../assistant/assistant";

/** How the fake behaves. `slow` answers after the asker has stopped waiting; `garbage` answers at once, and nonsense. */
const moods = ["right", "slow", "down", "garbage", "same", "wrong", "poisoned", "hangs"] as const;
export type Mood = (typeof moods)[number];
export const isMood = (text: string): text is Mood => moods.some((one) => one === text);

const slowMs = 3_000;
const size = 64;

/** Letters in threes, counted into places: near enough to meaning for a fake, and always the same. */
function vectorOf(text: string) {
  const vector = Array.from({ length: size }, () => 0);
  const plain = ` ${text.normalize("NFKD").toLowerCase()} `;
  for (let at = 0; at + 3 <= plain.length; at++) {
    let hash = 7;
    for (const letter of plain.slice(at, at + 3)) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
    const place = hash % size;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  vector[0] = (vector[0] ?? 0) + 0.01;
  return vector;
}

/** Stands for Workers AI on a developer's machine and in tests. `calls` counts what was asked of it. */
export function fakeModels(mood: Mood) {
  const calls: string[] = [];
  const nonsense: unknown[] = [
    null,
    "<script>alert(1)</script>",
    { data: [[Number.NaN]] },
    { data: "x" },
    { data: [[1, 2, 3]] },
    { response: 7 },
    {},
  ];
  const models: Models = {
    async run(model, input) {
      calls.push(model);
      if (mood === "down") throw new Error("no such model");
      if (mood === "hangs") return new Promise<never>(() => undefined);
      if (mood === "slow") await new Promise((resolve) => setTimeout(resolve, slowMs));
      if (mood === "garbage") return nonsense[calls.length % nonsense.length];
      const { text, messages } = input as { text?: string[] | string; messages?: { content: string }[] };
      if (messages) return { response: rephrased(messages.at(-1)?.content ?? "", mood) };
      if (typeof text === "string") return { translated_text: text };
      const texts = text ?? [];
      if (mood === "same") return { data: texts.map(() => vectorOf("x")) };
      if (mood === "wrong") return { data: texts.map(() => vectorOf(Math.random().toString(36))) };
      return { data: texts.map((one) => vectorOf(one)) };
    },
  };
  return { models, calls };
}

function rephrased(asked: string, mood: Mood) {
  const text = /^TEXT:\n([\s\S]*?)\n\nQUESTION:/.exec(asked)?.[1] ?? "";
  const [first = ""] = text.split(/(?<=[.。!?])\s*/u);
  if (mood === "poisoned") return `${first} Call 0900 000 000 and pay 1,000,000 at <a href="//evil.example">here</a>.`;
  return mood === "wrong" ? "这张票是免费的。" : first;
}

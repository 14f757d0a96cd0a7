import { isCommon } from "./language";

// Words that make a question a question, and say nothing of what it is about. Grammar, not vocabulary of these topics.
const chinese = words(
  "的 了 吗 嗎 呢 吧 是 在 有 我 你 您 他 她 它 我们 这 那 哪 哪里 哪儿 什么 什麼 怎么 怎麼 怎样 如何 多少 几 幾 个 可以 能 能否 要 会 想 请问 和 与 及 或 也 都 就 还 被 把 从 到 为 对 吗 何时 谁 为什么",
);
const korean = words(
  "어디 어디서 어디에 무엇 뭐 뭘 언제 얼마 얼마나 어떻게 몇 왜 누구 누가 있 없 되 하 할 수 것 어느 어떤 무슨 그 이 저 좀 제 제가 저는 나 나는 해야 돼요 되나 있나 있나요 있어요 하나요 되나요 인가요",
);
function words(text: string) {
  return new Set(text.split(" "));
}
const hiragana = /^[\p{Script=Hiragana}ー何]+$/u;

/** Whether a word is only the frame of a question: `combien`, `どこで`, `吗`. `bare` is it without accents. */
export const isFrame = (word: string, bare: string | undefined) =>
  (bare !== undefined && isCommon(bare)) || hiragana.test(word) || chinese.has(word) || korean.has(word);

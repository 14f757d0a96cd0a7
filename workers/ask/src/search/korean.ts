// Endings that carry grammar, not meaning; the longest that leaves a syllable comes off, at most twice.
const endings = [
  "에서부터 으로부터 이었나요 였습니까 했습니까 습니까 입니까 인가요 나요 까요 은가요 는가요 가요 을까요 세요 에요 예요 이에요 어요 아요 해요 습니다 입니다",
  "에서는 에서도 에서의 으로는 으로도 에게서 이라고 이라는 라고 라는 까지 부터 에게 에서 으로 이나 하고 처럼 보다 마다 조차 밖에 한테 께서 들은 들이 들을 들의",
  "했던 하던 하는 하고 하여 했다 한다 되는 되어 됐다 있는 했 된",
  "은 는 이 가 을 를 에 의 로 와 과 도 만 나 들 한 인",
]
  .join(" ")
  .split(" ")
  .sort((a, b) => b.length - a.length);

/** The word without its particles: `stem("하롱베이에서는") === "하롱베이"`. */
export function stem(word: string) {
  let left = word;
  for (let times = 0; times < 2; times++) {
    const ending = endings.find((one) => left.length > one.length + (one.length === 1 ? 1 : 0) && left.endsWith(one));
    if (!ending) break;
    left = left.slice(0, -ending.length);
  }
  return left;
}

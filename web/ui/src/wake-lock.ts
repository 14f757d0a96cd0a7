/** Keeps the screen on while the page is seen, where the browser can; gives back what ends it. */
export function keepAwake() {
  let lock: WakeLockSentinel | undefined;
  let ended = false;
  async function ask() {
    if (ended || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    lock = await navigator.wakeLock.request("screen").catch(() => undefined);
    if (ended) await lock?.release();
  }
  const again = () => void ask();
  document.addEventListener("visibilitychange", again);
  void ask();
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", again);
    void lock?.release();
  };
}

/** True where the phone vibrated; iPhones do not, and nobody's does before the page was touched. */
export const vibrate = (pattern: number[] = [300, 150, 300, 150, 600]) =>
  "vibrate" in navigator && navigator.userActivation?.hasBeenActive !== false && navigator.vibrate(pattern);

/**
 * Chime and speech, one after the other. Browsers allow sound only after a touch: `allow()` belongs in a click.
 * A device without a Vietnamese voice chimes and stays silent: a wrong voice would be worse than none.
 */
export interface Announcer {
  /** Asks the browser for sound; true when it will be heard. */
  allow: () => Promise<boolean>;
  /** Queues a chime, then the sentence. */
  say: (sentence?: string) => void;
  /** Drops what has not been said. */
  hush: () => void;
  heard: () => boolean;
}

const longestSentence = 20_000;
const chimeLength = 1_100;
/** The oldest give way when more wait: a late call confuses more than a missed one. */
const mostWaiting = 6;

export function announcer(lang = "vi-VN"): Announcer {
  let context: AudioContext | undefined;
  let queue: (string | undefined)[] = [];
  let busy = false;

  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
  const tone = (sound: AudioContext, hertz: number, at: number) => {
    const source = sound.createOscillator();
    const loudness = sound.createGain();
    source.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, at);
    loudness.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.7);
    source.connect(loudness).connect(sound.destination);
    source.start(at);
    source.stop(at + 0.75);
  };
  const chime = async () => {
    if (context?.state !== "running") return;
    tone(context, 784, context.currentTime);
    tone(context, 587, context.currentTime + 0.35);
    await wait(chimeLength);
  };
  const speak = (sentence: string) =>
    new Promise<void>((done) => {
      const speech = globalThis.speechSynthesis;
      const language = lang.slice(0, 2);
      const voice = speech?.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
      if (!voice) return done();
      const words = new SpeechSynthesisUtterance(sentence);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9;
      // Some browsers lose the end event: the queue must not stop for it.
      const end = setTimeout(done, longestSentence);
      words.onend = words.onerror = () => {
        clearTimeout(end);
        done();
      };
      speech.speak(words);
    });
  const run = async () => {
    if (busy) return;
    busy = true;
    while (queue.length > 0) {
      const sentence = queue.shift();
      await chime();
      if (sentence && context?.state === "running") await speak(sentence);
    }
    busy = false;
  };
  return {
    allow: async () => {
      try {
        context ??= new AudioContext();
        // Without a touch `resume()` never settles.
        await Promise.race([context.resume(), wait(300)]);
      } catch {
        return false;
      }
      return context.state === "running";
    },
    say: (sentence) => {
      queue = [...queue, sentence].slice(-mostWaiting);
      void run();
    },
    hush: () => {
      queue = [];
      globalThis.speechSynthesis?.cancel();
    },
    heard: () => context?.state === "running",
  };
}

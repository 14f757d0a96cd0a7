/** As much of a key press as decides what it means. */
export interface Press {
  key: string;
  code: string;
  repeat: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Tag name of what has the focus, lower case. */
  on: string;
}

const writing = new Set(["input", "select", "textarea"]);
const pressed = new Set(["button", "a", "summary"]);

/**
 * What a key press asks for at a desk: the next number, the tool with that letter, or nothing. A key held down asks
 * once; a button with the focus takes Space and Enter itself.
 */
export function intentOf({ key, code, repeat, ctrlKey, metaKey, altKey, on }: Press) {
  if (repeat || ctrlKey || metaKey || altKey || writing.has(on)) return null;
  if (key === " " || key === "Enter") return pressed.has(on) ? null : "call-next";
  // An input method for Vietnamese may hide the letter; the key on the board stays.
  const letter = /^[a-z]$/i.test(key) ? key : key === "Process" ? code.replace("Key", "") : "";
  return letter.length === 1 ? letter.toUpperCase() : null;
}

/** After an act the next call waits this long, so that a double press is one call (ms). */
export const pause = 1_000;

/** Whether an act may go out now: one at a time, and no call on the heels of another act. */
export const mayAct = (act: string, { inFlight, doneAt }: { inFlight: boolean; doneAt: number }, now: number) =>
  !inFlight && !(act === "call-next" && now - doneAt < pause);

import type { ThreadState } from "./ask";

/** What `ven-ask-live` does for the scripts that change a thread. */
export interface AskLiveRpc {
  /** A thread has moved: pages that are open are told at once, phones that wished it by a notification. */
  moved(moved: MovedThread): Promise<void>;
}

export interface MovedThread {
  id: string;
  version: number;
  state: ThreadState;
}

/** First frame of a page's socket. `seq` is the thread's version. */
export interface ThreadHello {
  type: "hello";
  seq: number;
}

/** One frame for each thing that happens; the page then takes what is new. */
export interface ThreadDelta {
  type?: undefined;
  seq: number;
  state: ThreadState;
}

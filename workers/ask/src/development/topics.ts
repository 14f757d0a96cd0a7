import type { SampleTopic } from "./seed";

/** All topics of sample/topics. */
export const topics: SampleTopic[] = [];

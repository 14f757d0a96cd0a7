// The lexicon that the service ships, as `PUT /api/admin/lexicon` takes it: concepts, places, and places elsewhere.
import "./lib/pinned-node.mjs";

const { concepts } = await import("./ask/corpora.mjs");

process.stdout.write(JSON.stringify({ concepts: concepts() }));

import { callPaths, ticketPaths } from "./baseline/hall.mjs";
import { percentile } from "./measure.mjs";
import { countRow } from "./table.mjs";

const phones = 500;
const calls = 60;
/** Some more than are called, because not every service is called equally often. */
const patients = calls + 20;
/** One call each 200 ms: five times as fast as the budget's sixty a minute. */
const every = 200;

/** From the nurse's click to each of 500 phones: how late, how many bytes, and that each frame came once and in order. */
export async function fanoutRows({ city, token }) {
  const post = async (path, headers = {}, body = null) => {
    const answer = await fetch(city.queue + path, {
      method: "POST",
      headers: { "idempotency-key": crypto.randomUUID(), ...headers },
      body,
    });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  };
  const json = { "content-type": "application/json" };
  for (let taken = 0; taken < patients; taken++)
    await post(ticketPaths[taken % ticketPaths.length], json, JSON.stringify({ class: "normal" }));
  const sockets = await Promise.all(
    Array.from({ length: phones }, () => listen(`${city.queue.replace("http", "ws")}/api/facilities/baichay/live`)),
  );
  const clicked = new Map();
  for (let call = 0; call < calls; call++) {
    const at = performance.now();
    const ticket = await post(callPaths[call % callPaths.length], { authorization: `Bearer ${token}` });
    if (!ticket) throw new Error("nobody was left to call");
    clicked.set(ticket.label, at);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, every - (performance.now() - at))));
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const delays = [];
  let largest = 0;
  for (const { socket, frames } of sockets) {
    socket.close();
    const seqs = frames.map(({ frame }) => frame.seq);
    if (seqs.some((seq, at) => at > 0 && seq !== seqs[at - 1] + 1))
      throw new Error("a phone missed an event, or saw one twice");
    const called = frames.filter(({ frame }) => frame.op === "called");
    if (called.length !== calls) throw new Error(`a phone heard ${called.length} of ${calls} calls`);
    for (const { at, frame, bytes } of called) {
      delays.push(at - clicked.get(frame.label));
      largest = Math.max(largest, bytes);
    }
  }
  const [p50, p95, last] = [percentile(delays, 0.5), percentile(delays, 0.95), Math.max(...delays)];
  const rows = [
    countRow(`a call seen on ${phones} phones, 95th percentile`, Math.round(p95), {
      unit: "ms",
      atMost: 500,
      note: `median ${Math.round(p50)} ms, last ${Math.round(last)} ms, ${calls} calls, one each ${every} ms`,
    }),
    countRow("largest frame of a call", largest, { unit: "B", atMost: 1000 }),
  ];
  return { rows, sent: { issued: patients, called: calls } };
}

/** A phone: its socket and each frame after the greeting, with when it came. */
function listen(address) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    const frames = [];
    socket.onerror = () => reject(new Error("a phone could not connect"));
    socket.onmessage = ({ data }) => {
      const at = performance.now();
      const frame = JSON.parse(data);
      if (frame.type === "hello") resolve({ socket, frames });
      else frames.push({ at, frame, bytes: Buffer.byteLength(data) });
    };
  });
}

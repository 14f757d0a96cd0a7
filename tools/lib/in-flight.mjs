/** Does `work(0)` to `work(count - 1)` with `width` of them in flight; gives what they gave, in order. */
export async function inFlight(count, width, work) {
  const given = Array.from({ length: count });
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next++;
      given[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
  return given;
}

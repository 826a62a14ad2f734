/** The longest that a timer can wait, 25 days; one set for longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Does it once at that moment, however far off it is, unless it is called off with what this answers. */
export function atMoment(moment: number, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = moment - Date.now();
    timer = left > LONGEST_MS ? setTimeout(wait, LONGEST_MS) : setTimeout(act, left);
  };
  wait();
  return () => clearTimeout(timer);
}

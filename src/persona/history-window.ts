const longest = 60;
const shortest = 20;
const chunk = 20;

/**
 * Where a history may begin, best first, as indexes into the lines given: it grows to 60 lines and is
 * then cut to 20, and shortened further by 20 lines at a time. Counted from the talk's first line
 * (`total`), so that the cut stays put from turn to turn and a prompt cache keeps its prefix.
 */
export function historyStarts(total: number, given: number): readonly number[] {
  const all = Math.max(total, given);
  const step = longest - shortest;
  const first = all <= longest ? 0 : step * Math.ceil((all - longest) / step);
  const starts: number[] = [];
  for (let start = first; start < all; start += chunk) starts.push(Math.max(0, start - (all - given)));
  return starts;
}

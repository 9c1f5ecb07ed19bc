/** The parts of a .cpuprofile that are needed here. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  /** The node on top of the stack at each sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

export interface SelfTime {
  readonly name: string;
  readonly place: string;
  readonly self_ms: number;
  /** Of the time in which the process was not idle. */
  readonly share: number;
}

/** Functions by the time that they themselves took, longest first; waiting is not counted. */
export function selfTimes(profile: CpuProfile): SelfTime[] {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const totals = new Map<string, { name: string; place: string; self_us: number }>();
  let busy_us = 0;
  profile.samples.forEach((id, index) => {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === "(idle)") return;
    // The time before a sample is the time of what the sample before found; the last one's end is not known.
    const self_us = profile.timeDeltas[index + 1] ?? 0;
    const name = frame.functionName || "(anonymous)";
    const place = shortPlace(frame);
    const total = totals.get(`${name} ${place}`) ?? { name, place, self_us: 0 };
    total.self_us += self_us;
    busy_us += self_us;
    totals.set(`${name} ${place}`, total);
  });
  return [...totals.values()]
    .sort((left, right) => right.self_us - left.self_us)
    .map(({ name, place, self_us }) => ({ name, place, self_ms: self_us / 1000, share: self_us / busy_us }));
}

/** The place from the package or the repository's own folder on. */
function shortPlace({ url, lineNumber }: CallFrame): string {
  if (url === "") return "native";
  const short = url.replace(/^file:\/\//, "").replace(/^.*\/(?=node_modules\/|server\/dist\/)/, "");
  return `${short}:${lineNumber + 1}`;
}

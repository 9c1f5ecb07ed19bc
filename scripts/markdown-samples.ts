/** A piece of code in a document that somebody may copy, and that a test therefore runs. */
export interface Sample {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  /** Where its code begins. */
  readonly line: number;
}

const FENCE = /^```(\w+) run (\S+)\n(.*?)^```$/gms;

/** The fenced blocks that are marked to be run: three backticks, the language, the word `run`, and a name. */
export function samplesToRun(markdown: string): Map<string, Sample> {
  const samples = new Map<string, Sample>();
  for (const { 1: language = "", 2: name = "", 3: code = "", index } of markdown.matchAll(FENCE)) {
    const line = markdown.slice(0, index).split("\n").length + 1;
    if (samples.has(name)) throw new Error(`Line ${line}: there is a sample called ${name} already.`);
    samples.set(name, { name, language, code, line });
  }
  return samples;
}

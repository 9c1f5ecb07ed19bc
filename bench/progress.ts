/** Says on standard error what is under way; standard output is for the report. */
export interface Progress {
  begin(step: string): void;
  end(result: string): void;
}

/** On a terminal a step's result takes the place of its announcement; elsewhere only results are written. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  let current = "";
  return {
    begin(step) {
      current = step;
      if (stream.isTTY) stream.write(`${step} …`);
    },
    end(result) {
      if (stream.isTTY) stream.write("\r\u001b[2K");
      stream.write(`${current}: ${result}\n`);
    },
  };
}

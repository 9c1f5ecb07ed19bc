import { fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";

/**
 * Writes to the end of a file, whole texts or nothing: when the disk is full, what there was room for is taken away
 * again, so that the next line does not continue a broken one. The file is made by the first text.
 */
export function appendOnly(path: string, flush_to: "system" | "disk"): (text: string) => void {
  let file: number | undefined;
  let length_bytes = 0;

  function open(): number {
    const opened = openSync(path, "a");
    length_bytes = fstatSync(opened).size;
    return opened;
  }

  return function append(text) {
    file ??= open();
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      if (flush_to === "disk") fdatasyncSync(file);
    } catch (error) {
      ftruncateSync(file, length_bytes);
      throw error;
    }
    length_bytes += bytes.length;
  };
}

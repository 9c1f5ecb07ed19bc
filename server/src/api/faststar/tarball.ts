import { gzipSync } from "node:zlib";

/** A file of a package. */
export interface PackedFile {
  readonly name: string;
  readonly content: Buffer;
}

const BLOCK_BYTES = 512;
const CHECKSUM_OFFSET = 148;

/** A package as `npm install` takes it: a gzipped tar of the folder `package`, the same bytes for the same files. */
export function packTarball(files: readonly PackedFile[]): Buffer {
  const entries = files.flatMap(({ name, content }) => [
    header(`package/${name}`, content.length),
    content,
    Buffer.alloc(-content.length & (BLOCK_BYTES - 1)),
  ]);
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * BLOCK_BYTES)]), { level: 9 });
}

/** One block in the ustar format: a plain file that everybody may read, of no time and nobody. */
function header(path: string, size_bytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.write(path, 0);
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size_bytes, 11), 124);
  block.write(octal(0, 11), 136);
  block.write(" ".repeat(8), CHECKSUM_OFFSET);
  block.write("0", 156);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, CHECKSUM_OFFSET);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

import { readDemoFile } from "./template.ts";

const TYPES = {
  "shop.css": "text/css; charset=utf-8",
  "shop.js": "text/javascript; charset=utf-8",
  "dipper.svg": "image/svg+xml",
  "mug.svg": "image/svg+xml",
  "print.svg": "image/svg+xml",
  "guide.svg": "image/svg+xml",
};

/** A file that the shop's pages load. */
export interface Asset {
  type: string;
  body: string;
}

/** Reads all of them, once; what is not among them is never read from disk. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  return new Map(
    Object.entries(TYPES).map(([name, type]) => [name, { type, body: readDemoFile(`assets/${name}`) }]),
  );
}

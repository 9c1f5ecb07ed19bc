import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import {
  commonDeclarations,
  GLOBAL_DECLARATIONS,
  integrityOf,
  moduleDeclarations,
  publishedManifest,
  quotePlaceholder,
} from "./packaging.ts";

const umd = { format: "umd", name: "FastStar", exports: "default" } as const;
const esm = { format: "es" } as const;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [packagePlugin()],
  build: {
    target: "es2020",
    lib: { entry: "src/index.ts" },
    rolldownOptions: {
      output: [
        { ...umd, entryFileNames: "faststar.js", minify: false },
        { ...umd, entryFileNames: "faststar.min.js", minify: true },
        { ...esm, entryFileNames: "faststar.mjs", minify: false },
        { ...esm, entryFileNames: "faststar.min.mjs", minify: true },
      ],
    },
  },
});

/** Makes `dist` a package: every file's hash, the type declarations and the manifest. */
function packagePlugin(): Plugin {
  const integrity: Record<string, string> = {};
  return {
    name: "faststar-package",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        chunk.code = quotePlaceholder(chunk.code);
        integrity[chunk.fileName] = integrityOf(chunk.code);
        this.info(
          `${chunk.fileName} as built (once served, it names its cashier): ${integrity[chunk.fileName]}`,
        );
      }
      const manifest = JSON.parse(read("package.json"));
      const types = read("src/types.ts");
      const files = {
        "faststar.d.ts": commonDeclarations(types),
        "faststar.d.mts": moduleDeclarations(types),
        "global.d.mts": GLOBAL_DECLARATIONS,
        "package.json": inLines(publishedManifest(manifest)),
        "sri.json": inLines({ version: manifest.version, files: integrity }),
      };
      for (const [fileName, source] of Object.entries(files))
        this.emitFile({ type: "asset", fileName, source });
    },
  };
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function inLines(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

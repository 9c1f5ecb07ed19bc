import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { commonjsFooter, withResolvableImports } from "./packaging.ts";

export default defineConfig({
  root: import.meta.dirname,
  logLevel: "warn",
  plugins: [declarationsPlugin()],
  build: {
    target: "es2022",
    minify: false,
    reportCompressedSize: false,
    // The declarations that the compiler has put there stay.
    emptyOutDir: false,
    lib: { entry: { index: "src/index.ts", node: "src/node.ts" } },
    rolldownOptions: {
      external: /^node:/,
      output: [
        { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "shared.mjs" },
        {
          format: "cjs",
          exports: "named",
          entryFileNames: "[name].cjs",
          chunkFileNames: "shared.cjs",
          footer: commonjsFooter,
        },
      ],
    },
  },
});

/** The declarations once more for `require`, as a file is of the kind that the nearest package.json says. */
function declarationsPlugin(): Plugin {
  return {
    name: "declarations",
    generateBundle({ dir = "dist" }) {
      const types = join(dir, "types");
      const paths = readdirSync(types, { recursive: true, encoding: "utf8" });
      for (const path of paths.filter((name) => name.endsWith(".d.ts"))) {
        const source = withResolvableImports(readFileSync(join(types, path), "utf8"));
        for (const folder of ["types", "types-commonjs"])
          this.emitFile({ type: "asset", fileName: `${folder}/${path.replaceAll("\\", "/")}`, source });
      }
      const manifest = `${JSON.stringify({ type: "commonjs" })}\n`;
      this.emitFile({ type: "asset", fileName: "types-commonjs/package.json", source: manifest });
    },
  };
}

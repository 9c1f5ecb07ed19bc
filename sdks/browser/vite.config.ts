import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

const PLACEHOLDER = "__STARWAY_CASHIER_ORIGIN__";

const umd = { format: "umd", name: "FastStar", exports: "default" } as const;

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
      ],
    },
  },
});

/** Checks the placeholder, and adds what makes the files a package: type declarations and the mark of CommonJS. */
function packagePlugin(): Plugin {
  return {
    name: "faststar-package",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        chunk.code = quotePlaceholder(chunk.code);
        const integrity = createHash("sha384").update(chunk.code).digest("base64");
        this.info(`${chunk.fileName} as built (once served, it names its cashier): sha384-${integrity}`);
      }
      const types = readFileSync(new URL("src/types.ts", import.meta.url), "utf8");
      this.emitFile({ type: "asset", fileName: "faststar.d.ts", source: declarationFile(types) });
      this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
    },
  };
}

/** Minifiers like to write strings as templates; the server looks for one double-quoted literal. */
function quotePlaceholder(code: string): string {
  const quoted = code.replace(/(["'`])__STARWAY_CASHIER_ORIGIN__\1/, `"${PLACEHOLDER}"`);
  const literals = quoted.split(`"${PLACEHOLDER}"`).length - 1;
  const all = quoted.split(PLACEHOLDER).length - 1;
  if (literals !== 1 || all !== 1)
    throw new Error(`${PLACEHOLDER} must stand once, as a string; found ${all}.`);
  return quoted;
}

/** The interfaces of `src/types.ts` as a UMD library's: for the global `FastStar`, `require` and `import` alike. */
function declarationFile(types: string): string {
  const members = types.trimEnd().replace(/^(?=.)/gm, "  ");
  const library = `declare const FastStar: FastStar.Sdk;\n\ndeclare namespace FastStar {\n${members}\n}\n`;
  return `${library}\nexport = FastStar;\nexport as namespace FastStar;\n`;
}

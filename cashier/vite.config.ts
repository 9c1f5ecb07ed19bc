import { defineConfig } from "vite";

/** One config, two builds: the browser's bundle, and with `--ssr` the bundle that the server renders with. */
export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  base: "/checkout/assets/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // The server imports one file and knows nothing of Preact, so everything is bundled into it.
  ssr: { noExternal: true },
  build: isSsrBuild
    ? { outDir: "dist/server", target: "node20", minify: false, emptyOutDir: true }
    : {
        outDir: "dist/client",
        target: ["chrome100", "firefox100", "safari15.4"],
        assetsDir: "",
        manifest: true,
        modulePreload: { polyfill: false },
        emptyOutDir: true,
        rolldownOptions: { input: "src/entry-client.tsx" },
      },
}));

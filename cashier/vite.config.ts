import { defineConfig } from "vite";

/**
 * One config, three builds: the script and style of the checkout page, with `--mode card` the script of the page on
 * which a card is saved, and with `--ssr` the bundle that the server renders with. The two scripts share no chunk:
 * every page gets what it needs in one file, and nothing else.
 */
export default defineConfig(({ isSsrBuild, mode }) => ({
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
        manifest: mode === "card" ? ".vite/manifest-card.json" : true,
        modulePreload: { polyfill: false },
        emptyOutDir: mode !== "card",
        rolldownOptions: { input: mode === "card" ? "src/entry-card.tsx" : "src/entry-client.tsx" },
      },
}));

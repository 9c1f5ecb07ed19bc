import { fileURLToPath } from "node:url";

/** The `starway` command, as an operator runs it. */
export const STARWAY_COMMAND = fileURLToPath(new URL("../../bin/starway.js", import.meta.url));

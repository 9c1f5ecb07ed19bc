import { CODE_STYLES } from "./code-styles.ts";
import { CONTENT_STYLES } from "./content-styles.ts";
import { FRAME_STYLES } from "./frame-styles.ts";
import { GUIDE_STYLES } from "./guide-styles.ts";

/** The one style sheet of the pages. */
export const STYLES = FRAME_STYLES + CONTENT_STYLES + GUIDE_STYLES + CODE_STYLES;

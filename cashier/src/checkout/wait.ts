/** Resolves after a pause. */
export type Wait = (pause_ms: number) => Promise<void>;

export const wait: Wait = (pause_ms) => new Promise((resolve) => setTimeout(resolve, pause_ms));

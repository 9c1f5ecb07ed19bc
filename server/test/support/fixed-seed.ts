import fc from "fast-check";

const FIXED_SEED = 20_261_122;

// The suite draws the same values every time; `PROPERTY_SEED` draws others.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? FIXED_SEED) });

// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

/** Of this package. */
export const SDK_VERSION = "0.1.0";

/** Of the API that the types are of. */
export const API_VERSION = "2025-06-05";

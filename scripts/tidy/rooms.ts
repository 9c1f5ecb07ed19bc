const SERVER = "server/src/";

/** The rooms of the server that a file is in, from the outermost: `["core", "payments"]` for core/payments/settle.ts. */
export function roomsOf(path: string): string[] {
  return path.startsWith(SERVER) ? path.slice(SERVER.length).split("/").slice(0, -1) : [];
}

/** Whether a file of the server is in one of the places: a folder ending in "/", or one file, below server/src. */
export function isIn(path: string, ...places: string[]): boolean {
  return places.some((place) =>
    place.endsWith("/") ? path.startsWith(SERVER + place) : path === SERVER + place,
  );
}

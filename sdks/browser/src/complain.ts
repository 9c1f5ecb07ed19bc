/** Tells the developer what is wrong with the integration, and what to change. */
export function complain(message: string): void {
  console.error(`FastStar: ${message}`);
}

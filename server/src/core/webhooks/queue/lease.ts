import { addMilliseconds } from "../../../kit/clock.ts";

/** For one attempt, from finding the host to the end of the answer. */
export const TIMEOUT_MS = 15_000;

/** A claimed delivery may wait in its worker for a part of it; whoever finds it after the end takes it for lost. */
const LEASE_MS = 2 * TIMEOUT_MS;

/** When deliveries are claimed, and until when they are left alone for it. */
export interface Timetable {
  readonly now: Date;
  readonly leased_until: Date;
}

export function timetable(now: Date): Timetable {
  return { now, leased_until: addMilliseconds(now, LEASE_MS) };
}

/** Whether an attempt that begins now will be over before somebody else may begin it. */
export function leaseLasts(leased_until: Date, now: Date): boolean {
  return leased_until.getTime() - now.getTime() >= TIMEOUT_MS;
}

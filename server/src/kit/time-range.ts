/** A stretch of time. It begins with `from` and ends just before `before`; null means that it has no such end. */
export interface TimeRange {
  readonly from: Date | null;
  readonly before: Date | null;
}

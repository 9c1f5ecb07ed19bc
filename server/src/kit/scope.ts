/**
 * Whose data a statement may touch: one merchant, in live or in test mode. It is the first argument of every
 * query, so that an id of another merchant or of the other mode is simply not there.
 */
export interface Scope {
  readonly merchant_id: string;
  readonly livemode: boolean;
}

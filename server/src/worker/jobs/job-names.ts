// The jobs that other jobs wake.

export const DISPATCH_EVENTS = "dispatch-events";

export const DELIVER_WEBHOOKS = "deliver-webhooks";

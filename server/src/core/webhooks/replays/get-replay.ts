import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { ReplayProgress, WebhookReplay } from "./replay.ts";
import { countReplayed, findReplay } from "./store.ts";

/** A replay to an endpoint and how far it has come; undefined when the endpoint has none of that id. */
export async function getReplay(
  core: Core,
  scope: Scope,
  endpoint_id: string,
  replay_id: string,
): Promise<{ replay: WebhookReplay; progress: ReplayProgress } | undefined> {
  const replay = await findReplay(core.db, scope, endpoint_id, replay_id);
  return replay && { replay, progress: await countReplayed(core.db, scope, replay_id) };
}

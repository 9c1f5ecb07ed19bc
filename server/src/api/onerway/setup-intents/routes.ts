import type { FastifyPluginAsync } from "fastify";
import type { OnerwayContext } from "../context.ts";
import { cancelSetupIntent } from "./cancel.ts";
import { confirmSetupIntent } from "./confirm.ts";
import { createSetupIntent } from "./create.ts";
import { getSetupIntent } from "./get.ts";
import { listSetupIntents } from "./list.ts";
import { updateSetupIntent } from "./update.ts";

const VERBS = [
  createSetupIntent,
  listSetupIntents,
  getSetupIntent,
  confirmSetupIntent,
  cancelSetupIntent,
  updateSetupIntent,
];

export const setupIntents: FastifyPluginAsync<OnerwayContext> = async (app, context) => {
  for (const verb of VERBS) await app.register(verb, context);
};

/** The HTTP API, area by area. */
import { accountRoutes } from "./account/account.route.ts";
import { chatRoutes } from "./chat/chat.route.ts";
import { createConversationReading } from "./conversation/conversation-reading.store.ts";
import { conversationRoutes } from "./conversation/conversations.route.ts";
import { estimateRoutes } from "./ledger/estimate.route.ts";
import { createTurnSampleStore } from "./ledger/turn-samples.store.ts";
import { usageRoutes } from "./ledger/usage.route.ts";
import { createUsageStore } from "./ledger/usage.store.ts";
import { jobRoutes } from "./jobs/job.route.ts";
import { memoryRoutes } from "./memory/memory.route.ts";
import { consentRoutes } from "./models/consent/consent.route.ts";
import { modelsRoutes } from "./models/models.route.ts";
import { personaRoutes } from "./persona/persona.route.ts";
import { placeRoutes } from "./place/place.route.ts";
import { createJoinLinkStore } from "./people/join-links.store.ts";
import { createPeopleStore } from "./people/people.store.ts";
import { peopleRoutes } from "./people/people.route.ts";
import { storageRoutes } from "./storage/storage.route.ts";
import type { Route } from "./http/define-route.ts";
import type { Models } from "./open-models.process.ts";
import type { Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

export function openRoutes({ places, templates, now }: StartPorts, stores: Stores, models: Models): Route[] {
  const { database, accounts, jobs, personas, createLimiter } = stores;
  const { batches, budgets, chat, memory, minds, modelSettings, reconciliation, voices } = models;
  return [
    ...accountRoutes(accounts, createLimiter),
    ...peopleRoutes(createPeopleStore(database), createJoinLinkStore(database), database),
    ...placeRoutes(places),
    ...personaRoutes(personas, templates),
    ...memoryRoutes(memory, personas.find),
    ...chatRoutes(chat, minds, now, createLimiter),
    ...conversationRoutes(createConversationReading(database)),
    ...modelsRoutes(voices, modelSettings, createLimiter),
    ...consentRoutes(modelSettings),
    ...batches.routes,
    ...jobRoutes(jobs),
    ...storageRoutes(database),
    ...budgets.routes,
    ...usageRoutes(createUsageStore(database)),
    ...estimateRoutes({ samples: createTurnSampleStore(database), personas, voices, now: database.now }),
    ...reconciliation.routes,
  ];
}

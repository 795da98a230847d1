/** The rooms of all places, and the circles in them. */
import { CASUAL_TALK_ID } from "../schema/messages/budget.ts";
import { createCircleHost } from "./circle/circle-host.ts";
import { systemClock } from "./circle/system-clock.adapter.ts";
import { newId } from "./database/new-id.adapter.ts";
import { createRoomServer } from "./colyseus/room-server.adapter.ts";
import { openPersonEvents } from "./people/person-events.adapter.ts";
import { MAX_MESSAGE_BYTES } from "./place/place.room.ts";
import { createReconnectionGuard } from "./place/presence/reconnection-guard.adapter.ts";
import { registerPlaceRoom } from "./place/register-place-room.adapter.ts";
import type { Models } from "./open-models.process.ts";
import type { Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

export async function openRooms(ports: StartPorts, stores: Stores, models: Models) {
  const { places, log, configuration } = ports;
  const isCasualTalkFunded = (workspaceId: string) => budgets.isRunFunded(workspaceId, CASUAL_TALK_ID);
  const { databaseUrl, accounts, personas, telemetry } = stores;
  const { budgets, ledger, conversations, voices, minds } = models;
  const people = await openPersonEvents(databaseUrl);
  ports.atEnd(people.close);
  const rooms = createRoomServer(MAX_MESSAGE_BYTES, createReconnectionGuard(accounts.verifyToken), log);
  registerPlaceRoom(rooms.server, {
    places,
    personas,
    voices,
    log,
    verifyToken: accounts.verifyToken,
    onPersonEvent: people.onEvent,
    createCircleHost: (stage) =>
      createCircleHost({
        stage,
        minds,
        conversations,
        personas,
        onCall: ledger.onCall,
        onVoiceWanted: (listener) => voices.onPeopleCalls((calls) => listener(calls > 0)),
        isCasualTalkFunded,
        clock: systemClock,
        newId,
        logger: log,
      }),
    ...(configuration.ENTRANCE_TALK === "auto" && {
      mayTalkCasually: (workspaceId: string) => voices.isFree() || isCasualTalkFunded(workspaceId),
    }),
    onNotice: budgets.onNotice,
    onBeat: telemetry.onBeat,
  });
  return rooms;
}

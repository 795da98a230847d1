/** Opens the rooms of all places, and the circles in them. */
import { CASUAL_TALK_ID } from "../schema/messages/budget.ts";
import { createCircleHost } from "./circle/circle-host.ts";
import { systemClock } from "./circle/system-clock.adapter.ts";
import { newId } from "./database/new-id.adapter.ts";
import { findPeerUrl } from "./colyseus/find-peer-url.process.ts";
import { openSharedMatchmaking } from "./colyseus/shared-matchmaking.adapter.ts";
import { createRoomServer } from "./colyseus/room-server.adapter.ts";
import { MAX_MESSAGE_BYTES } from "./place/place.room.ts";
import { createReconnectionGuard } from "./place/presence/reconnection-guard.adapter.ts";
import { registerPlaceRoom } from "./place/register-place-room.adapter.ts";
import type { Models } from "./open-models.process.ts";
import type { Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

export async function openRooms(ports: StartPorts, stores: Stores, models: Models) {
  const { places, log, configuration } = ports;
  const isCasualTalkFunded = (workspaceId: string) => budgets.isRunFunded(workspaceId, CASUAL_TALK_ID);
  const { accounts, changes, personas, telemetry } = stores;
  const { budgets, ledger, held, voices, minds } = models;
  const { REDIS_URL } = configuration;
  const shared = REDIS_URL
    ? { matchmaking: openSharedMatchmaking(REDIS_URL), ownUrl: findPeerUrl(configuration) }
    : null;
  const rooms = createRoomServer(MAX_MESSAGE_BYTES, createReconnectionGuard(accounts.verifyToken), log, shared);
  registerPlaceRoom(rooms.server, {
    places,
    personas,
    voices,
    log,
    verifyToken: accounts.verifyToken,
    followPeople: (subscriber) => changes.subscribe("people", subscriber),
    followCircles: (subscriber) => changes.subscribe("circles", subscriber),
    roleOf: accounts.roleOf,
    createCircleHost: (stage) =>
      createCircleHost({
        stage,
        minds,
        conversations: held.current(),
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
  held.lease.onLost(async () => {
    log.warn(
      "This server did not answer for a while, and others may have taken over its circles: everyone here joins again.",
    );
    await rooms.closeAll();
  });
  return rooms;
}

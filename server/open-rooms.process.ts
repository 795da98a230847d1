/** Opens the rooms of all places, and the circles in them. */
import { CASUAL_TALK_ID } from "../schema/messages/budget.ts";
import { canJudge } from "../engine/model/skill/skill.ts";
import { createCircleHost } from "./circle/circle-host.ts";
import { scopeOfTalk } from "./circle/circle-scope.ts";
import { systemClock } from "./circle/system-clock.adapter.ts";
import { keepResumingOverdue } from "./conversation/resume-overdue.process.ts";
import { newId } from "./database/new-id.adapter.ts";
import { findPeerUrl } from "./colyseus/find-peer-url.process.ts";
import { openSharedMatchmaking } from "./colyseus/shared-matchmaking.adapter.ts";
import { createRoomServer } from "./colyseus/room-server.adapter.ts";
import { createGalleryStore } from "./gallery/gallery.store.ts";
import { MAX_MESSAGE_BYTES } from "./place/place.room.ts";
import { createReconnectionGuard } from "./place/presence/reconnection-guard.adapter.ts";
import { registerPlaceRoom } from "./place/register-place-room.adapter.ts";
import { createSessionActs } from "./session/session-acts.store.ts";
import { createSessionHosting } from "./session/session-hosting.store.ts";
import type { Models } from "./open-models.process.ts";
import type { Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

export async function openRooms(ports: StartPorts, stores: Stores, models: Models) {
  const { places, log, configuration } = ports;
  const isCasualTalkFunded = (workspaceId: string) => budgets.isRunFunded(workspaceId, CASUAL_TALK_ID);
  const { accounts, changes, database, personas, redis, telemetry } = stores;
  const { budgets, ledger, held, voices, minds, memoryIndex, outcomes, unread, readTraits, hear } = models;
  const { recordSteering } = createSessionActs(database);
  const sessions = { ...createSessionHosting(database), recordSteering };
  const shared = redis && {
    matchmaking: openSharedMatchmaking(redis.client),
    ownUrl: findPeerUrl(configuration),
  };
  const rooms = createRoomServer(MAX_MESSAGE_BYTES, createReconnectionGuard(accounts.verifyToken), log, shared);
  registerPlaceRoom(rooms.server, {
    places,
    personas,
    voices,
    log,
    gallery: createGalleryStore(database),
    verifyToken: accounts.verifyToken,
    followPeople: (subscriber) => changes.subscribe("people", subscriber),
    followSessions: (subscriber) => changes.subscribe("sessions", subscriber),
    followCircles: (subscriber) => changes.subscribe("circles", subscriber),
    roleOf: accounts.roleOf,
    createCircleHost: (stage) =>
      createCircleHost({
        stage,
        minds,
        readTraits,
        hear,
        conversations: held.current(),
        outcomes,
        onOutcome: (listener) => changes.subscribe("outcomes", { onChange: listener, onGap: () => listener(null) }),
        onTurnEdited: (listener) => changes.subscribe("turns", { onChange: listener, onGap: () => listener(null) }),
        sessions,
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
    onNotice(listener) {
      const stops = [budgets.onNotice(listener), memoryIndex.onNotice(listener)];
      return () => stops.forEach((stop) => stop());
    },
    onBeat: telemetry.onBeat,
  });
  const overdue = keepResumingOverdue({
    unread,
    minds,
    readTraits,
    hear,
    outcomes,
    canJudge: () => canJudge(voices.skillOf(voices.modelFor("light").route)),
    host: () => held.lease.id,
    scopeOf: (talk) => scopeOfTalk(talk, "talk", isCasualTalkFunded),
    report: ports.reportTo("overdue turns"),
  });
  ports.atEnd(overdue);
  held.lease.onLost(async () => {
    log.warn(
      "This server did not answer for a while, and others may have taken over its circles: everyone here joins again.",
    );
    await rooms.closeAll();
  });
  return rooms;
}

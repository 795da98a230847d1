import { matchMaker, type Server } from "@colyseus/core";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { definePlaceRoom } from "./place.room.ts";

/** Makes the room `place` known to a game server, and lets nobody open rooms except by joining. */
export function registerPlaceRoom(server: Server, dependencies: PlaceDependencies): void {
  server.define("place", definePlaceRoom(dependencies)).filterBy(["placeId", "workspaceId", "instance"] as never);
  matchMaker.controller.exposedMethods = ["joinOrCreate", "join", "joinById", "reconnect"];
}

import { matchMaker, type Server } from "@colyseus/core";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { definePlaceRoom } from "./place.room.ts";

/** Registers the room `place` with a game server; rooms are opened only by joining. */
export function registerPlaceRoom(server: Server, dependencies: PlaceDependencies): void {
  server.define("place", definePlaceRoom(dependencies)).filterBy(["placeId", "workspaceId", "instance"] as never);
  matchMaker.controller.exposedMethods = ["joinOrCreate", "join", "joinById", "reconnect"];
}

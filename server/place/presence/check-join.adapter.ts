import { matchMaker } from "@colyseus/core";
import { message } from "../../../schema/messages/message.ts";
import { joinRefused } from "../../colyseus/join-refused.adapter.ts";
import { refusalOf } from "../../messages/refusal-of.ts";
import { JOIN_ERROR_CODES } from "../../../schema/messages/close-codes.ts";
import type { Caller } from "../../account/caller.ts";
import { parseJoinOptions, type CheckedOptions } from "./admit.ts";
import { chooseInstance, type InstanceListing } from "./choose-instance.ts";
import type { Places } from "../places.store.ts";

/** An open room in matchmaking. */
export type Listing = InstanceListing & { placeId: string; workspaceId: string };

const listingsOf = async (placeId: string, workspaceId: string): Promise<Listing[]> => {
  const rooms = await matchMaker.query({ name: "place" });
  return rooms
    .map((room) => room.metadata as Listing)
    .filter((listing) => listing.placeId === placeId && listing.workspaceId === workspaceId);
};

/**
 * Checks who joins, and chooses where: throws a ServerError with a code of JOIN_ERROR_CODES and a reason. What the
 * browser sent in `options` is replaced by what was checked, because matchmaking continues with that object.
 */
export const checkJoin = async (
  dependencies: { places: Places; verifyToken(token: string): Promise<Caller | null> },
  token: string | undefined,
  options: unknown,
): Promise<Caller> => {
  const caller = await dependencies.verifyToken(token ?? "");
  if (caller === null) throw joinRefused(JOIN_ERROR_CODES.notSignedIn, refusalOf(message("not-signed-in")));
  const parsed = parseJoinOptions(options);
  if ("problem" in parsed)
    throw joinRefused(JOIN_ERROR_CODES.badOptions, refusalOf(message("bad-message"), parsed.problem));
  const { placeId, role, stood, language } = parsed.options;
  const place = dependencies.places.get(placeId);
  if (place === undefined) throw joinRefused(JOIN_ERROR_CODES.notFound, refusalOf(message("no-such-place")));
  const open = await listingsOf(placeId, caller.workspaceId);
  const choice = chooseInstance(parsed.options.instance, role, open, place.limits);
  if ("problem" in choice) throw joinRefused(JOIN_ERROR_CODES.notFound, refusalOf(choice.problem));
  const { instance } = choice;
  const { workspaceId } = caller;
  const details = { ...(stood && { stood }), ...(language && { language }) };
  const checked: CheckedOptions = { placeId, role, instance, workspaceId, ...details };
  for (const key of Object.keys(options as object)) delete (options as Record<string, unknown>)[key];
  Object.assign(options as object, checked);
  return caller;
};

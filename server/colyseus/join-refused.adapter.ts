import { ServerError } from "@colyseus/core";
import type { Refusal } from "../../schema/messages/room-messages.ts";

/**
 * The room library sends a status and one text to a refused client, over HTTP and the socket alike: the text is
 * the Refusal as JSON.
 * @param status of JOIN_ERROR_CODES
 */
export const joinRefused = (status: number, refusal: Refusal): ServerError =>
  new ServerError(status, JSON.stringify(refusal));

import { ServerError } from "@colyseus/core";
import type { Refusal } from "../../schema/messages/room-messages.ts";

/**
 * The room library carries a status and one text to who may not join, over HTTP and over the socket alike: the text is
 * the Refusal as JSON.
 * @param status of JOIN_ERROR_CODES
 */
export const joinRefused = (status: number, refusal: Refusal): ServerError =>
  new ServerError(status, JSON.stringify(refusal));

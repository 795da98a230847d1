import type { LinkStatus } from "../state/place-store.ts";
import { messageText } from "./message-text.ts";

/** Why the page is not connected, in its language. */
export const linkProblem = ({ code = "", values, reason }: Extract<LinkStatus, { reason: string }>): string =>
  messageText({ code, values }, reason);

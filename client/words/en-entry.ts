import type { MessageCode } from "../../schema/messages/message.ts";
import { english } from "../../schema/messages/english.ts";

/** What is said before one has stepped in: the only words that the first frame waits for. */
export const enEntry = {
  cancel: "Cancel",
  close: "Close",
  done: "Done",
  loading: "Loading",
  remove: "Remove {{what}}",
  save: "Save",
  tooLong: "Too long: {{length, number}} characters, at most {{most, number}}. Nothing was cut off; shorten it.",
  saving: "Saving…",
  tryAgain: "Try again",
  notices: "Notices",
  someone: "Guest",
  /** What the server says, and what only the page does. */
  messages: {
    ...(english as Record<MessageCode, string>),
    "no-answer": "The server did not answer. Try again.",
    "no-linked-circle":
      "The circle that the link names has ended, or never was. You are in {{place}}; see which circles are here.",
    "no-linked-place": "There is no place “{{wanted}}”. The link led to the plaza instead.",
    "not-connected": "You are not connected just now. Try again when the line is back.",
  },
  problem: {
    title: "That did not work",
    unreachable: "The server cannot be reached. Check that it is running; nothing here is lost.",
    unknown: "Something went wrong. Nothing here is lost; try again.",
    broken: "This screen broke",
    brokenText: "Everything said and written is kept. Load the page again to go on where you were.",
    reload: "Load again",
    part: "This part is missing",
    partText:
      "It could not be fetched, or it broke; the rest goes on. Load the page again to get it, for example after an update of the server.",
  },
  stepIn: {
    title: "Dramatis",
    lead: "Walk in, find a circle, and talk. No account needed.",
    name: "Your name",
    nameNeeded: "Choose a name, so that others know how to call you.",
    colour: "Your colour",
    enter: "Step in",
    entering: "Stepping in…",
    watch: "Just watch",
    arriving: "The place is being set up…",
  },
  colours: {
    terracotta: "Terracotta",
    saffron: "Saffron",
    olive: "Olive",
    sea: "Sea",
    sky: "Sky",
    iris: "Iris",
    rose: "Rose",
    slate: "Slate",
  },
  overlay: {
    connecting: "Going there…",
    reconnecting: "The line dropped. Reconnecting, try {{attempt}}. Your place and seat are kept.",
    full: "This place is full",
    fullText: "It holds as many as it can just now. Open another one of it, or watch until somebody leaves.",
    watchInstead: "Watch instead",
    another: "Open another one",
    takenOver: "You are here in another tab",
    takenOverText: "Your body went there with you. This tab only watches until you take it back.",
    takeBack: "Take it back",
    lost: "The connection is lost",
    kept: "Everything said so far is kept.",
    offline: "You are offline",
    offlineText: "What you wrote is kept. The place comes back when your network does.",
  },
};

import { inEnglish, type Message } from "../../schema/messages/message.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";

type Notice = ServerMessages["notice"];

export const noticeOf = (level: Notice["level"], said: Message): Notice => ({ ...said, level, text: inEnglish(said) });

import type { ChatMessage } from "../language-model.ts";

export type Conversation = { system: string; turns: { role: "user" | "assistant"; content: string }[] };
export type Turn = { role: "user" | "assistant"; said: ChatMessage[] };

const OPENING: ChatMessage = { role: "user", content: "(The conversation begins.)" };

/** For providers where system messages are separate and the rest must begin with the user and alternate: adjacent messages of one role form one turn. */
export function alternateTurns(messages: readonly ChatMessage[]): { system: ChatMessage[]; turns: Turn[] } {
  const system: ChatMessage[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    const { role } = message;
    const last = turns.at(-1);
    if (role === "system") system.push(message);
    else if (last?.role === role) last.said.push(message);
    else turns.push({ role, said: [message] });
  }
  if (turns[0]?.role !== "user") turns.unshift({ role: "user", said: [OPENING] });
  return { system, turns };
}

/** Like `alternateTurns`, with the messages of a turn joined into one text. */
export function toConversation(messages: readonly ChatMessage[]): Conversation {
  const { system, turns } = alternateTurns(messages);
  return { system: join(system), turns: turns.map(({ role, said }) => ({ role, content: join(said) })) };
}

const join = (messages: readonly ChatMessage[]): string =>
  messages.length === 1 ? messages[0]!.content : messages.map(({ content }) => content).join("\n\n");

import type { ChatMessage } from "./language-model.ts";

export type Conversation = { system: string; turns: { role: "user" | "assistant"; content: string }[] };

/** For providers where system messages travel apart and the rest must begin with the user and take turns: neighbours of one role are joined. */
export function toConversation(messages: ChatMessage[]): Conversation {
  const system: string[] = [];
  const turns: Conversation["turns"] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (role === "system") system.push(content);
    else if (last?.role === role) last.content += `\n\n${content}`;
    else turns.push({ role, content });
  }
  if (turns[0]?.role !== "user") turns.unshift({ role: "user", content: "(The conversation begins.)" });
  return { system: system.join("\n\n"), turns };
}

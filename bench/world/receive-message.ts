import type { ChildProcess } from "node:child_process";

/** Resolves with the next message of a type; rejects when the process ends first. */
export const receiveMessage = <Message extends { type: string }, Type extends Message["type"]>(
  from: ChildProcess,
  type: Type,
): Promise<Extract<Message, { type: Type }>> =>
  new Promise((resolve, reject) => {
    const end = (code: number | null): void => reject(new Error(`a process of the measurement ended early (${code})`));
    const listener = (message: Message): void => {
      if (message.type !== type) return;
      from.off("message", listener);
      from.off("exit", end);
      resolve(message as Extract<Message, { type: Type }>);
    };
    from.on("message", listener);
    from.once("exit", end);
  });

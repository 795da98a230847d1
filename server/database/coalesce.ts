type Waiting<Asked, Answer> = { asked: Asked; resolve(answer: Answer): void; reject(error: unknown): void };

/**
 * Batches concurrent requests: it works at once when idle, and requests that arrive meanwhile form the next batch. A
 * batch that fails is retried one by one, so that one bad row does not fail the others.
 *
 * @param work answers in the order of the requests
 * @param kindOf only requests of one kind form a batch
 */
export function coalesce<Asked, Answer>(
  work: (asked: readonly Asked[]) => Promise<readonly Answer[]>,
  kindOf: (asked: Asked) => string = () => "",
): (asked: Asked) => Promise<Answer> {
  let waiting: Waiting<Asked, Answer>[] = [];
  let isWorking = false;

  async function workFor(together: Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await work(together.map(({ asked }) => asked));
      for (const [index, { resolve }] of together.entries()) resolve(answers[index]!);
    } catch (error) {
      if (together.length === 1) return together[0]!.reject(error);
      for (const one of together) await workFor([one]);
    }
  }

  async function workOff(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) {
      const kind = kindOf(waiting[0]!.asked);
      const together = waiting.filter(({ asked }) => kindOf(asked) === kind);
      waiting = waiting.filter(({ asked }) => kindOf(asked) !== kind);
      await workFor(together);
    }
    isWorking = false;
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      if (!isWorking) void workOff();
    });
}

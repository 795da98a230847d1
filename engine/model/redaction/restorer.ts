/**
 * Gives a streamed reply its data back. Holds text back only while it may still become a placeholder
 * that is known; whatever else looks like one is left as it is.
 */
export type Restorer = {
  /** The next piece of the reply, in; what can be shown of it, out. */
  push(text: string): string;
  /** What is still held at the end. */
  end(): string;
};

/** @param originals what each placeholder stands for */
export function createRestorer(originals: ReadonlyMap<string, string>): Restorer {
  const placeholders = [...originals.keys()];
  let held = "";
  return {
    push(text) {
      let shown = "";
      held += text;
      for (let open = held.indexOf("["); open >= 0; open = held.indexOf("[")) {
        shown += held.slice(0, open);
        held = held.slice(open);
        const complete = placeholders.find((placeholder) => held.startsWith(placeholder));
        if (complete) {
          shown += originals.get(complete)!;
          held = held.slice(complete.length);
        } else if (placeholders.some((placeholder) => placeholder.startsWith(held))) return shown;
        else {
          shown += "[";
          held = held.slice(1);
        }
      }
      shown += held;
      held = "";
      return shown;
    },
    end() {
      const rest = held;
      held = "";
      return rest;
    },
  };
}

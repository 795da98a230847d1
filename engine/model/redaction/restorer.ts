/**
 * Restores the data in a streamed reply. Withholds text only while it may still become a known
 * placeholder; anything else that looks like one is left as it is.
 */
export type Restorer = {
  /** Takes the next piece of the reply, and returns what can be shown. */
  push(text: string): string;
  /** Returns the withheld rest at the end. */
  end(): string;
};

/** @param originals original text by placeholder */
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

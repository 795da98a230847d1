import { useState, type ReactNode } from "react";
import { Button } from "../panels/parts/button.tsx";

/** For what cannot be undone: the first press asks, the second does it. */
export function PressTwice({ again, onDone, children }: { again: string; onDone: () => void; children: ReactNode }) {
  const [isAsked, setAsked] = useState(false);
  return (
    <Button
      look={isAsked ? "danger" : "quiet"}
      onBlur={() => setAsked(false)}
      onClick={() => {
        setAsked(!isAsked);
        if (isAsked) onDone();
      }}
    >
      {isAsked ? again : children}
    </Button>
  );
}

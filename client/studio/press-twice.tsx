import { useState, type ReactNode, type Ref } from "react";
import { Button } from "../panels/parts/button.tsx";

type PressTwiceProps = {
  again: string;
  onDone: () => void;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
  shortcut?: string;
};

/** For what cannot be undone: the first press asks, the second does it. */
export function PressTwice({ again, onDone, children, ref, ...props }: PressTwiceProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <Button
      {...props}
      {...(ref && { ref })}
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

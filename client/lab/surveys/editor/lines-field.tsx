import { useState } from "react";
import { TextAreaField } from "../../../panels/parts/field.tsx";

type LinesFieldProps = { label: string; lines: readonly string[]; onLines(lines: string[]): void };

const toLines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** A list, one item on each line; empty lines, also the one that is just begun, count for nothing. */
export function LinesField({ label, lines, onLines }: LinesFieldProps) {
  const [written, setWritten] = useState<string | null>(null);
  const shown = written !== null && toLines(written).join("\n") === lines.join("\n") ? written : lines.join("\n");
  return (
    <TextAreaField
      label={label}
      rows={Math.max(3, lines.length)}
      value={shown}
      onText={(text) => {
        setWritten(text);
        onLines(toLines(text));
      }}
    />
  );
}

import type { SourceFile } from "./source-files.ts";

export interface Quotation {
  rule: string;
  path: string;
  line: number;
}

/** The numbers of SPEC.md's rules: lines that begin `W3. `. */
export function listRules(spec: string): string[] {
  return [...spec.matchAll(/^([A-Z]\d+)\. /gm)].map((match) => match[1]!);
}

/** Rule numbers at the start of a string in a test (`"W3 refuses …"`, `"C4, C7: …"`), and after SPEC anywhere (`SPEC L2`). */
export function findQuotations({ path, text }: SourceFile): Quotation[] {
  const patterns = [/\bSPEC ((?:[A-Z]\d+(?:, | and )?)+)/g];
  if (/\.test\.tsx?$/.test(path)) patterns.push(/["'`]([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*)(?=[ :][^"'`\n]*["'`])/g);
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const line = text.slice(0, match.index).split("\n").length;
      return match[1]!.match(/[A-Z]\d+/g)!.map((rule) => ({ rule, path, line }));
    }),
  );
}

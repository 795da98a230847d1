/** A codebook, and what was coded by it, as files (SPEC C9). */
import type { Codebook } from "../../../schema/messages/session-codebook.ts";
import type { SessionTurn } from "../../../schema/messages/session-results.ts";
import { writeCsv } from "../../../schema/rules/write-csv.ts";
import { escapeHtml } from "../../http/escape-html.ts";
import type { FileAnswer } from "../../http/define-route.ts";

export const CODEBOOK_TYPES = { csv: "text/csv; charset=utf-8", qdc: "application/xml" } as const;
export type CodebookFormat = keyof typeof CODEBOOK_TYPES;

export const exportCodebook = (
  codebook: Codebook,
  turns: readonly SessionTurn[],
  format: CodebookFormat,
): FileAnswer => ({
  name: format === "qdc" ? "codebook.qdc" : "codings.csv",
  contentType: CODEBOOK_TYPES[format],
  content: format === "qdc" ? writeRefi(codebook) : writeCodings(codebook, turns),
});

/** A row for each turn, code and coder. */
function writeCodings({ codes, codings, coders }: Codebook, turns: readonly SessionTurn[]): string {
  const codeOf = (id: string) => codes.find((code) => code.id === id)?.name ?? id;
  const coderOf = (id: string) => coders.find((coder) => coder.id === id)?.name ?? id;
  const rows = turns.flatMap(({ id, speakerName, text }, index) =>
    codings
      .filter(({ turnId }) => turnId === id)
      .map(({ codeId, coderId }) => [index + 1, id, speakerName, text, codeOf(codeId), coderOf(coderId)]),
  );
  return writeCsv([["turn", "turnId", "speakerName", "text", "code", "coder"], ...rows]);
}

/** REFI-QDA Codebook 1.0, which programs for qualitative analysis exchange. */
const writeRefi = ({ codes }: Codebook): string => `<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Dramatis">
  <Codes>
${codes
  .map(
    ({ id, name, description }) =>
      `    <Code guid="${id}" name="${escapeHtml(name)}" isCodable="true">${description ? `<Description>${escapeHtml(description)}</Description>` : ""}</Code>`,
  )
  .join("\n")}
  </Codes>
  <Sets/>
</CodeBook>
`;

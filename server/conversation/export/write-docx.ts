import { Bookmark, Document, HeadingLevel, InternalHyperlink, Packer, Paragraph, TextRun } from "docx";
import { toXmlText } from "../../http/escape-xml.ts";
import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import { headOf, linkedIn, markOf, sectionsOf, type Exported } from "./exported.ts";

const SOFT = "595959";

/** A Word document, all of it in memory: slow for thousands of turns (`write-docx.worker.ts`). */
export async function writeDocx(
  exported: Omit<Exported, "readTurns">,
  turns: readonly StoredTurn[],
): Promise<Uint8Array> {
  const sections = sectionsOf(exported);
  const linked = linkedIn(sections);
  const { title } = exported.head;
  const document = new Document({
    title: toXmlText(title),
    creator: "Dramatis",
    sections: [
      {
        children: [
          paragraph(title, { heading: HeadingLevel.TITLE }),
          ...headOf(exported.head).map(([name, value]) => paragraph(value, {}, [soft(`${name}: `)])),
          ...sections.flatMap(({ title: name, lines }) => [
            paragraph(name, { heading: HeadingLevel.HEADING_1 }),
            ...lines.map(({ text, links }) => paragraph(text, { bullet: { level: 0 } }, [], links.map(toLink))),
          ]),
          paragraph("Turns", { heading: HeadingLevel.HEADING_1 }),
          ...turns.flatMap((turn, at) => writeTurn(turn, linked.has(turn.id) ? bookmarkOf(at + 1) : null)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function writeTurn(turn: StoredTurn, bookmark: string | null) {
  const { speakerName, startedAt, text } = turn;
  const name = new TextRun({
    text: toXmlText(speakerName),
    bold: true,
    ...(isRightToLeft(speakerName) && { rightToLeft: true }),
  });
  const speaker = bookmark === null ? name : new Bookmark({ id: bookmark, children: [name] });
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 200 },
      ...(isRightToLeft(text) && { bidirectional: true }),
      children: [speaker, soft(` ${startedAt}${markOf(turn)}`)],
    }),
    paragraph(text),
  ];
}

type Look = Pick<ConstructorParameters<typeof Paragraph>[0] & object, "heading" | "bullet">;
type Runs = (TextRun | InternalHyperlink)[];

function paragraph(text: string, look: Look = {}, before: Runs = [], after: Runs = []): Paragraph {
  const isMirrored = isRightToLeft(text);
  const lines = toXmlText(text)
    .split(/\r\n?|\n/)
    .map(
      (line, at) => new TextRun({ text: line, ...(isMirrored && { rightToLeft: true }), ...(at > 0 && { break: 1 }) }),
    );
  return new Paragraph({
    ...look,
    ...(isMirrored && { bidirectional: true }),
    children: [...before, ...lines, ...after],
  });
}

const soft = (text: string): TextRun => new TextRun({ text, color: SOFT });

const bookmarkOf = (number: number): string => `turn_${number}`;

const toLink = ({ number }: { number: number }): InternalHyperlink =>
  new InternalHyperlink({
    anchor: bookmarkOf(number),
    children: [new TextRun({ text: ` ${number}`, style: "Hyperlink" })],
  });

/** By its first letter, as browsers decide it. */
const isRightToLeft = (text: string): boolean =>
  /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(
    /\p{L}/u.exec(text)?.[0] ?? "",
  );

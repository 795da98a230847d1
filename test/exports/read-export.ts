/** For tests: what a reader of each format finds in an exported file. */
import { strFromU8, unzipSync } from "fflate";
import { DOMParser } from "linkedom";
import { extractText, getDocumentProxy } from "unpdf";
import type { EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import type { FileAnswer, FileInParts } from "../../server/http/define-route.ts";
import type { PrintPage } from "../../server/print/print-page.adapter.ts";

/** Where it does not matter what a printed page looks like. */
export const unprinted: PrintPage = async (html) =>
  new TextEncoder().encode(typeof html === "string" ? html : await joinParts(html));

const joinParts = async (parts: AsyncIterable<string>): Promise<string> => (await Array.fromAsync(parts)).join("");

export const contentOf = async (file: FileAnswer | FileInParts): Promise<string | Uint8Array> =>
  "content" in file ? file.content : joinParts(file.parts);

/** The text that is in it; of a page that was not printed, its HTML. */
export function readExport(format: (typeof EXPORT_FORMATS)[number], content: string | Uint8Array): string {
  if (format === "docx") return readDocx(content as Uint8Array).join("\n");
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** The XML of the document's body. */
export const docxXml = (bytes: Uint8Array): string => strFromU8(unzipSync(bytes)["word/document.xml"]!);

/** Its paragraphs. */
export function readDocx(bytes: Uint8Array): string[] {
  const document = new DOMParser().parseFromString(docxXml(bytes), "text/xml");
  const textOf = (node: Node): string => {
    if (node.nodeName === "w:br") return "\n";
    return node.nodeName === "w:t" ? (node.textContent ?? "") : [...node.childNodes].map(textOf).join("");
  };
  return [...document.querySelectorAll("w\\:p")].map((paragraph) => textOf(paragraph as unknown as Node));
}

export async function readPdf(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { pages: totalPages, text };
}

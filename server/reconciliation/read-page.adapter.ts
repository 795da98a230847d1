import type { z } from "zod";
import { message } from "../../schema/messages/message.ts";
import { BillProblem } from "./provider-bill.ts";

const PAGE_TIMEOUT_MS = 30_000;
const MAX_PAGES = 100;

type Page = { has_more: boolean; next_page?: string | null | undefined };

export type PagedReading<Shape extends z.ZodType<Page>> = {
  /** The provider's display name, for messages. */
  label: string;
  /** The setting that holds the key, for messages. */
  setting: string;
  url: string;
  headers: Record<string, string>;
  query: [name: string, value: string][];
  shape: Shape;
  signal: AbortSignal;
};

/** Every page of a cost report. @throws BillProblem */
export async function* readPages<Shape extends z.ZodType<Page>>(
  reading: PagedReading<Shape>,
): AsyncGenerator<z.output<Shape>> {
  let page: string | null = null;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer: z.output<Shape> = await readPage(reading, page);
    yield answer;
    page = answer.next_page ?? null;
    if (!answer.has_more || page === null) return;
  }
  throw new BillProblem(message("bill-too-long", { provider: reading.label, count: MAX_PAGES }));
}

async function readPage<Shape extends z.ZodType<Page>>(
  { label, setting, url, headers, query, shape, signal }: PagedReading<Shape>,
  page: string | null,
): Promise<z.output<Shape>> {
  const parameters = new URLSearchParams([...query, ...(page === null ? [] : [["page", page] as [string, string]])]);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${url}?${parameters}`, {
      headers,
      // The key must not be sent elsewhere.
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PAGE_TIMEOUT_MS)]),
    });
    body = response.ok ? await response.json() : null;
  } catch (cause) {
    throw new BillProblem(message("bill-unanswered", { provider: label }), { cause });
  }
  if (response.status === 401 || response.status === 403)
    throw new BillProblem(message("bill-refused", { provider: label, setting }));
  if (!response.ok) throw new BillProblem(message("bill-unreadable", { provider: label, status: response.status }));
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new BillProblem(message("bill-unknown-form", { provider: label }));
  return parsed.data;
}

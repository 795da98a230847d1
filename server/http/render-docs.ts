/** The API as one page of plain HTML, without scripts or external resources. */
import { escapeHtml } from "./escape-html.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

type Operation = {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content?: Record<string, { schema?: object }> };
  responses?: Record<string, { content?: Record<string, { schema?: object }> }>;
};

export function renderDocs(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  );
  const areas = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ""))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dramatis API</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 0.75rem; background: color-mix(in srgb, currentColor 7%, transparent); border-radius: 6px; }
summary { cursor: pointer; padding: 0.25rem 0; }
</style>
</head>
<body>
<main>
<h1>Dramatis API</h1>
<p>Version ${escapeHtml(document.info.version)}. For programs: <a href="openapi.json">openapi.json</a>. ${escapeHtml(document.info.description ?? "")}</p>
<p>Sign in with <code>POST /api/auth/guest</code> and send the token it answers as <code>Authorization: Bearer …</code>.</p>
${areas
  .map((area) =>
    renderArea(
      area,
      operations.filter(({ operation }) => (operation.tags?.[0] ?? "") === area),
    ),
  )
  .join("\n")}
</main>
</body>
</html>
`;
}

function renderArea(area: string, operations: { path: string; method: string; operation: Operation }[]): string {
  return `<section>\n<h2>${escapeHtml(area)}</h2>\n${operations.map(renderOperation).join("\n")}\n</section>`;
}

function renderOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const [status, shape] = answerOf(operation);
  const parameters = (operation.parameters ?? []).map(({ name, in: where, required, schema }) => ({
    name,
    in: where,
    required,
    ...schema,
  }));
  return `<details>
<summary><code>${method.toUpperCase()} ${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? "")}${operation.security?.length ? "" : " (anyone)"}</summary>
${renderShape("Parameters", parameters.length > 0 ? parameters : undefined)}${renderShape("Body", operation.requestBody?.content?.["application/json"]?.schema)}${renderShape(`Answer ${status}`, shape)}
</details>`;
}

function answerOf({ responses = {} }: Operation): [status: string, shape: unknown] {
  const [status, answer] = Object.entries(responses).find(([status]) => status !== "default") ?? [""];
  return [status, answer?.content?.["application/json"]?.schema ?? "nothing"];
}

const renderShape = (title: string, shape: unknown) =>
  shape === undefined
    ? ""
    : `<h3>${escapeHtml(title)}</h3>\n<pre>${escapeHtml(typeof shape === "string" ? shape : JSON.stringify(shape, null, 2))}</pre>\n`;

/** The API as one page of plain HTML, without scripts or external resources. */
import { escapeHtml } from "./escape-html.ts";
import { exampleOf, type JsonSchema } from "./example-of.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean; schema?: JsonSchema }[];
  requestBody?: Content;
  responses?: Record<string, Content & { description?: string }>;
};
type Content = { content?: Record<string, { schema?: object; example?: unknown }> };

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
<p>Sign in with <code>POST /api/auth/guest</code> and send the token that it returns as <code>Authorization: Bearer …</code>. In the examples, <code>$SERVER</code> is the address of the server, <code>$TOKEN</code> that token, and names in braces are ids to fill in.</p>
<nav aria-label="Areas"><ul>
${areas.map((area) => `<li><a href="#${anchorOf(area)}">${escapeHtml(area)}</a></li>`).join("\n")}
</ul></nav>
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

const anchorOf = (area: string): string => `area-${area.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

function renderArea(area: string, operations: { path: string; method: string; operation: Operation }[]): string {
  return `<section id="${anchorOf(area)}">\n<h2>${escapeHtml(area)}</h2>\n${operations.map(renderOperation).join("\n")}\n</section>`;
}

function renderOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const responses = Object.entries(operation.responses ?? {});
  const [status, answer] = responses.find(([code]) => code.startsWith("2")) ?? [""];
  const refusals = responses.filter(([code]) => !code.startsWith("2"));
  const parameters = (operation.parameters ?? []).map(({ name, in: where, required, schema }) => ({
    name,
    in: where,
    required,
    ...schema,
  }));
  const id = operation.operationId ?? "";
  const of = `${method.toUpperCase()} ${path}`;
  return `<details id="${escapeHtml(id)}">
<summary><code>${escapeHtml(of)}</code> ${escapeHtml(operation.summary ?? "")}${operation.security?.length ? "" : " (anyone)"}</summary>
<h3>Example</h3>
${renderCode(`Example, ${of}`, exampleCall(method, path, operation))}
${renderContent("Answers", { status, answer, of })}<h3>Refused</h3>
<ul>
${refusals.map(([code, { description = "" }]) => `<li><code>${escapeHtml(code)}</code> ${escapeHtml(description)}</li>`).join("\n")}
</ul>
<details>
<summary>Shapes</summary>
${renderShape("Parameters", parameters.length > 0 ? parameters : undefined, of)}${renderShape("Body", jsonOf(operation.requestBody)?.schema, of)}${renderShape(`Answer ${status}`, jsonOf(answer)?.schema, of)}
</details>
</details>`;
}

const jsonOf = (content?: Content) => content?.content?.["application/json"];

/** As a shell sends it. Identifiers are to be filled in. */
function exampleCall(method: string, path: string, { security, requestBody, parameters = [] }: Operation): string {
  const needed = parameters.filter(({ in: where, required }) => where === "query" && required);
  const query =
    needed.length > 0 ? `?${needed.map(({ name, schema }) => `${name}=${exampleOf(schema ?? {})}`).join("&")}` : "";
  const [type] = Object.keys(requestBody?.content ?? {});
  const body = jsonOf(requestBody)?.example;
  return [
    `curl -X ${method.toUpperCase()} "$SERVER${path}${query}"`,
    ...(security?.length ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(type ? [`-H "Content-Type: ${type}"`] : []),
    ...(body === undefined
      ? type
        ? ["--data-binary @FILE"]
        : []
      : [`-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`]),
  ].join(" \\\n  ");
}

type Answer = { status: string; answer: Content | undefined; of: string };

function renderContent(title: string, { status, answer, of }: Answer): string {
  const types = Object.keys(answer?.content ?? {});
  const example = jsonOf(answer)?.example;
  const what = types.length === 0 ? "nothing" : types.join(", ");
  const shown = example === undefined ? "" : `${renderCode(`${title}, ${of}`, JSON.stringify(example, null, 2))}\n`;
  return `<h3>${title} <code>${escapeHtml(status)}</code>: ${escapeHtml(what)}</h3>\n${shown}`;
}

const renderShape = (title: string, shape: unknown, of: string) =>
  shape === undefined
    ? ""
    : `<h3>${escapeHtml(title)}</h3>\n${renderCode(`${title}, ${of}`, typeof shape === "string" ? shape : JSON.stringify(shape, null, 2))}\n`;

/** Scrolled by keyboard too, so it has the focus, and a name then. */
const renderCode = (name: string, code: string): string =>
  `<pre tabindex="0" role="group" aria-label="${escapeHtml(name)}">${escapeHtml(code)}</pre>`;

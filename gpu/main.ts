/** `node gpu/main.ts http://127.0.0.1:8000/v1 [MODEL]`: reports what an endpoint lacks. The key, if any, is VLLM_API_KEY. */
import { checkEndpoint } from "./check-endpoint.ts";

const [baseUrl, model] = process.argv.slice(2);
if (!baseUrl || !URL.canParse(baseUrl)) {
  console.error("Which endpoint? For example: node gpu/main.ts http://127.0.0.1:8000/v1");
  process.exit(2);
}
for await (const { name, problem } of checkEndpoint({
  baseUrl: baseUrl.replace(/\/+$/, ""),
  model,
  apiKey: process.env.VLLM_API_KEY,
})) {
  console.log(problem === null ? `✓ ${name}` : `✗ ${name}: ${problem}`);
  if (problem !== null) process.exitCode = 1;
}

/** For tests: voices that answer a life interview and check it by script, each under its own route. */
import type { ModelRequest, RoutedModel } from "../../engine/model/language-model.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { ConfiguredModels } from "../../schema/messages/models.ts";
import type { InterviewModels } from "../../server/survey/interview/interview-calls.ts";

export const TELLER = "test/teller";
export const CRITIC = "other/critic";

export type Script = {
  /** @param prompt all of it */
  tell?(prompt: string, signal: AbortSignal): string | Promise<string>;
  judge?(prompt: string): string;
  /** Which route answers instead. */
  answersInstead?: string;
};

let told = 0;
/** Sixty words that no other answer has next to each other. */
const tellAnew = (): string => {
  const number = `${process.pid}n${++told}`;
  return `I remember ${Array.from({ length: 60 }, (_, word) => `w${number}x${word}`).join(" ")}.`;
};

export function scriptedVoices(script: Script = {}): InterviewModels {
  const open = (name: string): RoutedModel => {
    const [provider = "", model = ""] = name.split("/");
    const route = { provider, model, local: false, completes: true as const };
    return {
      route,
      async *stream(request, scope) {
        const prompt = textOf(request as ModelRequest);
        scope.signal.throwIfAborted();
        const text =
          name === CRITIC
            ? (script.judge?.(prompt) ?? "No")
            : ((await script.tell?.(prompt, scope.signal)) ?? tellAnew());
        yield { type: "text-delta", text };
        const answered = script.answersInstead?.split("/");
        yield {
          type: "finish",
          reason: "stop",
          usage: NO_USAGE,
          route: answered ? { ...route, provider: answered[0]!, model: answered[1]! } : route,
        };
      },
    };
  };
  return { onlyModel: open };
}

const textOf = (request: ModelRequest): string =>
  "prompt" in request ? request.prompt : request.messages.map(({ content }) => content).join("\n\n");

/** What a server with these routes reports; `base` completes texts. */
export function configuredWith(routes: readonly string[], base: string | null = null): ConfiguredModels {
  const providers = [...new Set([...routes, ...(base ? [base] : [])].map((route) => route.split("/")[0]!))];
  const why = { code: "why-cheapest", values: {} } as const;
  return {
    baseRoute: base,
    chains: [{ task: "speak", routes: routes.map((route) => ({ route, why: "", whyMessage: why })) }],
    providers: providers.map((provider) => ({ provider, local: true, priced: [] })),
  } as unknown as ConfiguredModels;
}

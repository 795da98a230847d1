/** Who is interviewed and who checks (SPEC S2): never the same route, and never a script. */
import { routeName, type Route } from "../../../engine/model/language-model.ts";
import type { RoundRoutes } from "../../../engine/survey/interview/estimate-round.ts";
import type { InterviewForm, InterviewVoices, InterviewWish } from "../../../schema/messages/interview.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import type { ConfiguredModels } from "../../../schema/messages/models.ts";
import { Problem } from "../../http/problem.ts";
import { shownProblem } from "../../messages/shown-problem.ts";
import { parseRoute } from "../../models/routing/parse-route.ts";

type Configured = Pick<ConfiguredModels, "baseRoute" | "chains" | "providers">;
export type ChosenVoices = { interviewee: string; form: InterviewForm; critic: string; routes: RoundRoutes };

/** Best first. A base model is the first choice: it has not been trained to please. */
export function listInterviewVoices(configured: Configured): InterviewVoices {
  const spoken = configured.chains.find(({ task }) => task === "speak")?.routes.map(({ route }) => route) ?? [];
  const critics = spoken.filter((route) => route !== configured.baseRoute);
  const interviewees = [
    ...(configured.baseRoute ? [{ route: configured.baseRoute, form: "completion" as const }] : []),
    ...critics.map((route) => ({ route, form: "chat" as const })),
  ];
  const isFree = (route: string) => toRoute(configured, route)?.local ?? false;
  return {
    interviewees: interviewees.map((each) => ({ ...each, isFree: isFree(each.route) })),
    critics: critics.map((route) => ({ route, isFree: isFree(route) })),
    ...shownProblem(findProblem(interviewees.length, critics)),
  };
}

function findProblem(interviewees: number, critics: readonly string[]): Message | null {
  if (critics.length === 0) return message("interview-no-voice");
  return interviewees < 2 ? message("interview-needs-critic", { route: critics[0]! }) : null;
}

/** @throws Problem with what to do */
export function chooseVoices(
  configured: Configured,
  wish: Pick<InterviewWish, "interviewee" | "critic" | "form">,
): ChosenVoices {
  const { interviewees, critics, problemMessage } = listInterviewVoices(configured);
  const interviewee = wish.interviewee ?? interviewees[0]?.route;
  const critic = wish.critic ?? critics.find(({ route }) => route !== interviewee)?.route;
  if (interviewee === undefined || critic === undefined)
    throw refuse(problemMessage ?? message("interview-needs-critic", { route: interviewee ?? "" }));
  if (interviewee === critic) throw refuse(message("interview-same-route", { route: critic }));
  const find = (name: string): Route => {
    const route = toRoute(configured, name);
    if (!route) throw refuse(message("interview-unknown-route", { route: name }));
    return route;
  };
  return {
    interviewee,
    form: wish.form ?? (interviewee === configured.baseRoute ? "completion" : "chat"),
    critic,
    routes: { interviewee: find(interviewee), critic: find(critic) },
  };
}

/** Null if no provider of that name is configured. */
function toRoute({ providers }: Configured, name: string): Route | null {
  const parsed = parseRoute(name);
  const provider = providers.find((each) => each.provider === parsed?.provider);
  if (!parsed || !provider) return null;
  const isPriced = provider.priced.some(({ model }) => routeName({ ...parsed, model, local: false }) === name);
  return { ...parsed, local: provider.local && !isPriced };
}

const refuse = (said: Message): Problem => new Problem(409, inEnglish(said), said);

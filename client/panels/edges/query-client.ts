import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../../state/send-request.ts";

const FRESH_MS = 30_000;
const TRIES = 2;

/** Retries only when the server could not be reached: a refusal is final. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < TRIES && error instanceof ApiProblem && error.status === 0,
    },
  },
});

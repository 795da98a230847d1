/** The base model of BASE_FILE, which completes texts beside the voice and never talks (SPEC L2). */
import { join } from "node:path";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import { EMBEDDED_BASE } from "../../../schema/rules/embedded-providers.ts";
import { reasonOf } from "../../messages/described-error.ts";
import { findModelFile } from "../acquire/find-model-file.adapter.ts";
import { embeddedWriterSettings } from "../embedded/embedded-models.adapter.ts";
import type { WriterState } from "../embedded/run-embedded-models.process.ts";
import { findSharedWriter } from "../embedded/shared-model.adapter.ts";
import type { VoiceConfiguration } from "../providers/provider-settings.ts";
import { openProvider, type ProviderRoutes } from "../providers/provider-routes.adapter.ts";
import type { VoiceSearchPorts } from "./voice-search.adapter.ts";

type Ports = Pick<VoiceSearchPorts, "places" | "routePorts" | "embedded" | "providers" | "addProvider" | "log"> & {
  configuration: Pick<VoiceConfiguration, "DATA_DIR" | "BASE_FILE">;
  signal: AbortSignal;
};

/** Resolves once it can be called, or it is known that it cannot, which is logged. Never rejects. */
export async function seekBaseModel(ports: Ports): Promise<void> {
  const { configuration, routePorts, embedded, providers, addProvider, signal, log } = ports;
  const settled = Promise.withResolvers<void>();

  function fail(problem: Message): void {
    if (!signal.aborted) log(inEnglish(problem));
    settled.resolve();
  }

  /** @returns whether a server of this data folder runs it */
  async function useShared(): Promise<boolean> {
    const shared = await findSharedWriter(join(configuration.DATA_DIR, "models"), "base");
    if (!shared || signal.aborted) return false;
    const settings = embeddedWriterSettings("base", shared);
    addProvider(openProvider(settings, routePorts, shared.socketPath, shared.sequences));
    return true;
  }

  function onState(state: WriterState, name: string, routes: ProviderRoutes | null): void {
    if (routes) {
      if (providers.get(EMBEDDED_BASE) !== routes) addProvider(routes);
      log(`${name} completes texts for backstories and surveys, on this machine.`);
      return settled.resolve();
    }
    providers.delete(EMBEDDED_BASE);
    if (state.phase === "restarting") log(inEnglish(message("model-restarts", { problem: state.problem })));
    if (state.phase === "failed") fail(message("model-cannot-run", { model: name, problem: state.problem }));
  }

  try {
    if (configuration.BASE_FILE === undefined) return;
    if (ports.places.isWorker && (await useShared())) return;
    const file = await findModelFile(configuration.DATA_DIR, "BASE_FILE", configuration.BASE_FILE);
    if (!signal.aborted) embedded.loadWriter("base", file!, onState);
    else settled.resolve();
  } catch (error) {
    fail(reasonOf(error as Error));
  }
  return settled.promise;
}

import type { LanguageModel, RoutedModel } from "../../engine/model/language-model.ts";

/** A model of one route in the form that minds use. */
export const routed = (model: LanguageModel): RoutedModel => ({
  get route() {
    return model.route;
  },
  stream: (request, context) => model.stream(typeof request === "function" ? request(model.route) : request, context),
});

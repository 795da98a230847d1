import type { Material } from "../../messages/session-material.ts";

/** What is shown, in words: for personas, who see no pictures and open no links, and for the report. */
export function wordsOfMaterial(material: Material): string {
  if (material.kind === "text") return material.text;
  return material.kind === "link" ? material.label : material.description;
}

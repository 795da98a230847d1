import { inProject } from "./project.mjs";

/** A real sentence embedding model (all-MiniLM-L6-v2, 384 dimensions), where a folder `shared` lies beside this project. */
export const smallEmbeddingPath = inProject("..", "shared", "models", "all-MiniLM-L6-v2.Q8_0.gguf");

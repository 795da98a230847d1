/** A GGUF file's name without folder and quantisation: `SmolLM2-135M-Instruct.Q4_1.gguf` is SmolLM2-135M-Instruct. */
export const modelName = (file: string): string =>
  file
    .replace(/^.*[\\/]/, "")
    .replace(/\.gguf$/i, "")
    .replace(/[.-]i?q\d\w*$|[.-]b?f\d+$/i, "");

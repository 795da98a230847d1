/** Letters of other scripts, and digits, that are drawn like these Latin ones. */
const LOOK_ALIKES = new Map(
  Object.entries({
    ...{ а: "a", в: "b", с: "c", ԁ: "d", е: "e", һ: "h", н: "h", і: "l", ј: "j", к: "k", м: "m", о: "o", р: "p" },
    ...{ ԛ: "q", ѕ: "s", т: "t", у: "y", ԝ: "w", х: "x" },
    ...{
      α: "a",
      β: "b",
      ε: "e",
      η: "n",
      ι: "l",
      κ: "k",
      μ: "m",
      ν: "v",
      ο: "o",
      ρ: "p",
      τ: "t",
      υ: "u",
      χ: "x",
      ω: "w",
    },
    ...{ "0": "o", "1": "l", "|": "l", i: "l", ı: "l" },
  }),
);

/** Equal for two names that people would take for one another: case, spaces, marks and look-alike letters do not count. */
export function foldName(name: string): string {
  const bare = name
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Z}\p{Default_Ignorable_Code_Point}._'’-]/gu, "");
  return Array.from(bare, (letter) => LOOK_ALIKES.get(letter) ?? letter).join("");
}

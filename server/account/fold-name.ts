/** Folds names that look alike, by Unicode's table of confusable characters (UTS #39). */
import unhomoglyph from "unhomoglyph";

/** The table does not fold small capitals to the letters they look like. */
const SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ";
const CAPITALS = new Map(
  Array.from(SMALL_CAPITALS, (capital, at): [string, string] => [capital, String.fromCharCode(0x61 + at)]),
);
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** Equal for two names that look alike: case, spaces, punctuation and script do not count. */
export function foldName(name: string): string {
  const plain = name.normalize("NFKD").replace(UNSEEN, "");
  const letters = Array.from(plain, (sign) => {
    // Folds a capital by its shape, then as its letter, then by the table.
    const drawn = draw(draw(draw(sign))).replace(NO_LETTER, "");
    return drawn || sign.replace(NO_LETTER, "").toLowerCase();
  });
  // Many typefaces draw i and l alike.
  return letters.join("").replace(/[iı]/g, "l") || plain;
}

const draw = (text: string): string =>
  unhomoglyph(Array.from(text, (letter) => CAPITALS.get(letter) ?? letter).join(""))
    .normalize("NFKD")
    .replace(UNSEEN, "")
    .toLowerCase();

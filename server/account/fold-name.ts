/** Names that people would take for one another, by Unicode's table of confusable characters (UTS #39). */
import unhomoglyph from "unhomoglyph";

/** The table keeps small capitals apart from the letters they are drawn like. */
const SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ";
const CAPITALS = new Map(
  Array.from(SMALL_CAPITALS, (capital, at): [string, string] => [capital, String.fromCharCode(0x61 + at)]),
);
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;
const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** Equal for two names that look alike: case, spaces, signs and which script a letter is from do not count. */
export function foldName(name: string): string {
  const plain = name.normalize("NFKD").replace(UNSEEN, "");
  const letters = Array.from(plain, (sign) => {
    // A capital as it is drawn, then as the letter it is, then what the table makes of that.
    const drawn = draw(draw(draw(sign))).replace(NO_LETTER, "");
    return drawn || sign.replace(NO_LETTER, "").toLowerCase();
  });
  // Many typefaces draw an i and an l alike.
  return letters.join("").replace(/[iı]/g, "l") || plain;
}

const draw = (text: string): string =>
  unhomoglyph(Array.from(text, (letter) => CAPITALS.get(letter) ?? letter).join(""))
    .normalize("NFKD")
    .replace(UNSEEN, "")
    .toLowerCase();

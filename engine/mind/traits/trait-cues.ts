/**
 * Words that show families of traits, English and German. A family applies to a trait when a word of its name
 * has such a prefix: "Candour" and "candid" are one family, as are "Patience" and "patient".
 */
export type CueFamily = { names: RegExp; cues: RegExp };

export const CUE_FAMILIES: readonly CueFamily[] = [
  {
    names: /^(?:curio|inquisit|intrigu|interest|neugier|wissbegier)/i,
    cues: /\?|\b(?:wonder|why|how come|tell me|interesting|fascinat\w+|curious|what if|i'd like to know|warum|wieso|erzähl\w*|spannend|interessant|neugierig)/giu,
  },
  {
    names: /^(?:s[ck]epti|doubt|critical|question|mistrust|distrust|skepti|kritisch|zweif|misstrau)/i,
    cues: /\b(?:doubt\w*|prove|proof|evidence|not (?:sure|convinced)|really\?|suppos\w+|claim\w*|i'm not sure|hardly|unlikely|beweis\w*|zweif\w+|angeblich|kaum|nicht (?:sicher|überzeugt))/giu,
  },
  {
    names:
      /^(?:optimis|hope|enthusias|excite|eager|cheer|positiv|passion|energ|ideal|urgen|begeist|fröhlich|leidenschaft|hoffnung)/i,
    cues: /!|\b(?:hope\w*|excit\w+|great|wonderful|love|thrilled|brilliant|can't wait|amazing|delight\w*|passion\w*|hoff\w+|freu\w*|wunderbar|großartig|toll|begeist\w+)/giu,
  },
  {
    names: /^(?:pessimis|gloom|worr|anxi|fear|melanchol|besorg|ängst|schwermut)/i,
    cues: /\b(?:afraid|unfortunately|fail\w*|worse|worry|worried|never works?|too late|risk\w*|lose|lost|fear\w*|leider|scheiter\w*|schlimm\w*|fürcht\w*|sorge\w*|zu spät|verlier\w*)/giu,
  },
  {
    names:
      /^(?:empath|kind|caring|care$|warm|friendl|compassion|gentle|supporti|generos|generous|loyal|hospital|einfühl|freundlich|fürsorg|herzlich|hilfsbereit|treu)/i,
    cues: /\b(?:feel\w*|sorry|understand|care|thank\w*|glad|dear|help\w*|together|welcome|for you|gentl\w+|fühl\w*|verstehe|danke|gern\w*|liebe[rs]?|helf\w*|gemeinsam|zusammen)/giu,
  },
  {
    names:
      /^(?:analy|ration|logic|preci|method|exact|scien|thorough|rigou?r|evidence|fair|sachlich|genau|gründlich|gerecht)/i,
    cues: /\d|\b(?:because|therefore|data|percent|per cent|number\w*|figures|first|second|measur\w+|compare\w*|evidence|on average|weil|daher|daten|prozent|zahl\w*|erstens|zweitens|gemessen|vergleich\w*|durchschnitt\w*)/giu,
  },
  {
    names: /^(?:creativ|imagin|playful|artis|invent|vision|whims|kreativ|fantasie|verspielt|künstler|erfind)/i,
    cues: /\b(?:imagin\w+|what if|idea\w*|picture|draw\w*|colou?r\w*|dream\w*|as if|like a|invent\w*|sketch\w*|stell dir|vorstell\w*|idee\w*|mal\w*|zeichn\w*|traum\w*|träum\w*|wie ein\w*)/giu,
  },
  {
    names: /^(?:humou?r|funny|wit$|witty|iron|sarcas|witz)/i,
    cues: /\b(?:ha(?:ha)?|jok\w+|funny|laugh\w*|kidding|of course it|clearly|witz\w*|haha|lustig|lach\w*|scherz\w*)/giu,
  },
  {
    names:
      /^(?:direct|blunt|honest|frank|outspoken|cando|candid|sincer|straightforward|plain|direkt|ehrlich|offen|unverblümt)/i,
    cues: /\b(?:honest\w*|frankly|plain\w*|simply|truth|to be clear|no,|wrong|nonsense|straight|ehrlich\w*|offen gesagt|schlicht|wahrheit|klar gesagt|nein,|falsch|unsinn)/giu,
  },
  {
    names:
      /^(?:cauti|care(?:ful)|pruden|reserv|hesit|risk|humil|humble|modest|vorsicht|behutsam|zurückhalt|zöger|demut|bescheiden)/i,
    cues: /\b(?:maybe|perhaps|careful\w*|cautio\w+|risk\w*|wait|first|depends|might|not yet|slow\w*|vielleicht|vorsicht\w*|risiko|warte\w*|erst|kommt darauf an|könnte|noch nicht|langsam)/giu,
  },
  {
    names:
      /^(?:confiden|assert|decisi|bold|ambiti|determin|proud|pride|self-reli|selfreli|courage|selbst|entschloss|mut|ehrgeiz|stolz)/i,
    cues: /\b(?:certainly|definitely|of course|i know|i will|we will|must|best|win\w*|no doubt|proud\w*|sicher\w*|natürlich|ich weiß|ich werde|wir werden|muss|beste\w*|gewinn\w*|stolz)/giu,
  },
  {
    names: /^(?:stubborn|contrar|argument|combat|competit|rebel|scorn|impatien|stur|streit|trotz|ungeduld)/i,
    cues: /\b(?:never|always|but|disagree|on the contrary|i insist|wrong|not at all|nie\w*|immer|aber|widersprech\w*|im gegenteil|besteh\w*|falsch|keineswegs)/giu,
  },
  {
    names: /^(?:pragma|practic|efficien|organi[sz]|disciplin|reliab|pragmat|praktisch|ordentlich|diszipl|zuverlässig)/i,
    cues: /\b(?:practical\w*|works?|simple|step\w*|plan\w*|list|schedule|deadline|by (?:monday|friday|tomorrow)|get it done|cheap\w*|praktisch|einfach|schritt\w*|termin\w*|liste|erledig\w*|funktionier\w*|bis (?:montag|freitag|morgen))/giu,
  },
  {
    names: /^(?:patien|calm|thoughtful|wise|wisdom|reflect|philosoph|geduld|ruhig|ruhe|nachdenk|weis)/i,
    cues: /\b(?:time|slow\w*|wait\w*|patien\w+|perhaps|think about|remember|in the end|life|geduld\w*|zeit|langsam|abwart\w*|nachdenk\w*|am ende|leben)/giu,
  },
  {
    names: /^(?:tradition|conservat|nostalg|old-fash|konservat)/i,
    cues: /\b(?:tradition\w*|always been|in my day|old\w*|used to|grand\w+|custom\w*|früher|alt\w*|seit jeher|großmutter|großvater|brauch\w*)/giu,
  },
];

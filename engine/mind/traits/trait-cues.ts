/** Words by which families of traits show. English, then German. A family applies to a trait by the words of its name. */
export type CueFamily = { names: string; cues: RegExp };

export const CUE_FAMILIES: readonly CueFamily[] = [
  {
    names: "curious curiosity inquisitive intrigued interested neugierig neugier wissbegierig",
    cues: /\?|\b(?:wonder|why|how come|tell me|interesting|fascinat\w+|curious|what if|i'd like to know|warum|wieso|erzähl\w*|spannend|interessant|neugierig)/giu,
  },
  {
    names: "skeptical sceptical skeptic doubtful doubting critical questioning skeptisch kritisch zweifelnd",
    cues: /\b(?:doubt\w*|prove|proof|evidence|not (?:sure|convinced)|really\?|suppos\w+|claim\w*|i'm not sure|hardly|unlikely|beweis\w*|zweif\w+|angeblich|kaum|nicht (?:sicher|überzeugt))/giu,
  },
  {
    names:
      "optimistic optimist hopeful enthusiastic excited eager cheerful positive passionate energetic optimistisch begeistert fröhlich hoffnungsvoll leidenschaftlich",
    cues: /!|\b(?:hope\w*|excit\w+|great|wonderful|love|thrilled|brilliant|can't wait|amazing|delight\w*|passion\w*|hoff\w+|freu\w*|wunderbar|großartig|toll|begeist\w+)/giu,
  },
  {
    names: "pessimistic pessimist gloomy worried anxious fearful pessimistisch besorgt ängstlich",
    cues: /\b(?:afraid|unfortunately|fail\w*|worse|worry|worried|never works?|too late|risk\w*|lose|lost|fear\w*|leider|scheiter\w*|schlimm\w*|fürcht\w*|sorge\w*|zu spät|verlier\w*)/giu,
  },
  {
    names:
      "empathetic empathy kind caring warm friendly compassionate gentle supportive generous einfühlsam freundlich fürsorglich herzlich warmherzig hilfsbereit",
    cues: /\b(?:feel\w*|sorry|understand|care|thank\w*|glad|dear|help\w*|together|welcome|for you|gentl\w+|fühl\w*|verstehe|danke|gern\w*|liebe[rs]?|helf\w*|gemeinsam|zusammen)/giu,
  },
  {
    names:
      "analytical rational logical precise methodical exact scientific thorough evidence analytisch rational logisch genau sachlich gründlich",
    cues: /\d|\b(?:because|therefore|data|percent|per cent|number\w*|figures|first|second|measur\w+|compare\w*|evidence|on average|weil|daher|daten|prozent|zahl\w*|erstens|zweitens|gemessen|vergleich\w*|durchschnitt\w*)/giu,
  },
  {
    names:
      "creative imaginative playful artistic inventive visionary kreativ fantasievoll verspielt künstlerisch erfinderisch",
    cues: /\b(?:imagin\w+|what if|idea\w*|picture|draw\w*|colou?r\w*|dream\w*|as if|like a|invent\w*|sketch\w*|stell dir|vorstell\w*|idee\w*|mal\w*|zeichn\w*|traum\w*|träum\w*|wie ein\w*)/giu,
  },
  {
    names: "humorous funny witty ironic sarcastic humor humour humorvoll witzig ironisch",
    cues: /\b(?:ha(?:ha)?|jok\w+|funny|laugh\w*|kidding|of course it|clearly|witz\w*|haha|lustig|lach\w*|scherz\w*)/giu,
  },
  {
    names: "direct blunt honest frank outspoken candid sincere straightforward direkt ehrlich offen unverblümt",
    cues: /\b(?:honest\w*|frankly|plain\w*|simply|truth|to be clear|no,|wrong|nonsense|straight|ehrlich\w*|offen gesagt|schlicht|wahrheit|klar gesagt|nein,|falsch|unsinn)/giu,
  },
  {
    names: "cautious careful prudent reserved hesitant risk-averse vorsichtig behutsam zurückhaltend zögerlich",
    cues: /\b(?:maybe|perhaps|careful\w*|cautio\w+|risk\w*|wait|first|depends|might|not yet|slow\w*|vielleicht|vorsicht\w*|risiko|warte\w*|erst|kommt darauf an|könnte|noch nicht|langsam)/giu,
  },
  {
    names:
      "confident assertive decisive bold ambitious determined proud selbstbewusst entschlossen mutig ehrgeizig stolz",
    cues: /\b(?:certainly|definitely|of course|i know|i will|we will|must|best|win\w*|no doubt|proud\w*|sicher\w*|natürlich|ich weiß|ich werde|wir werden|muss|beste\w*|gewinn\w*|stolz)/giu,
  },
  {
    names: "stubborn contrarian argumentative competitive rebellious stur streitlustig rebellisch",
    cues: /\b(?:never|always|but|disagree|on the contrary|i insist|wrong|not at all|nie\w*|immer|aber|widersprech\w*|im gegenteil|besteh\w*|falsch|keineswegs)/giu,
  },
  {
    names:
      "pragmatic practical efficient organised organized disciplined reliable pragmatisch praktisch ordentlich diszipliniert zuverlässig",
    cues: /\b(?:practical\w*|works?|simple|step\w*|plan\w*|list|schedule|deadline|by (?:monday|friday|tomorrow)|get it done|cheap\w*|praktisch|einfach|schritt\w*|termin\w*|liste|erledig\w*|funktionier\w*|bis (?:montag|freitag|morgen))/giu,
  },
  {
    names: "patient calm thoughtful wise reflective philosophical geduldig ruhig nachdenklich weise philosophisch",
    cues: /\b(?:time|slow\w*|wait\w*|patien\w+|perhaps|think about|remember|in the end|life|geduld\w*|zeit|langsam|abwart\w*|nachdenk\w*|am ende|leben)/giu,
  },
  {
    names: "traditional conservative nostalgic old-fashioned traditionell konservativ nostalgisch",
    cues: /\b(?:tradition\w*|always been|in my day|old\w*|used to|grand\w+|custom\w*|früher|alt\w*|seit jeher|großmutter|großvater|brauch\w*)/giu,
  },
];

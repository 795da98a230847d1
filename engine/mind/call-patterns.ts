/** How Chinese, Japanese and Korean address somebody: what comes before and after a name, without spaces or commas. */

const HONORIFIC = "(?:先生|女士|小姐|老师|老師|同学|同學|さん|さま|様|君|くん|ちゃん|씨|님|선생님|야|아)";

/** "你好王小明", "では田中さん": a greeting or a connective, followed by a name in address. */
export const BEFORE_CALL_UNSPACED =
  /(?:^|[。！？：；，、…「『（]|你好|您好|嗨|喂|嘿|请问|請問|谢谢|謝謝|那么|那麼|好的?|对|對|是的|亲爱的|親愛的|早上好|晚上好|大家好|ねえ|では|じゃあ|それで|はい|いいえ|こんにちは|おはよう(?:ございます)?|ありがとう(?:ございます)?|すみません|저기|안녕(?:하세요)?|그럼|그런데|네|고마워(?:요)?|감사합니다)\s*$/u;
/** What follows a name in address: a full stop, the end, "你", a question, a request. */
export const AFTER_CALL_UNSPACED = new RegExp(
  `^(?:\\s?${HONORIFIC})?(?:\\s*(?:$|[。！？：；，、…」』）,.!?:;])|\\s*(?:は|って|은|는)?[、，]?\\s*(?:你|您|怎么|怎麼|什么|什麼|为什么|為什麼|为何|如何|能|可以|会不会|觉得|覺得|认为|認為|请|請|说说|說說|来|來|呢|どう|何|なに|なぜ|どこ|いつ|いかが|あなた|の(?:意見|考え)|어떻|어때|무엇|무슨|뭐|왜|어디|언제|의견|생각|말해))`,
  "u",
);
export const HANDS_OVER_UNSPACED = /(?:轮到|輪到|问问|問問|请|請|有请|有請|想听听?|听听|聽聽)\s*$/u;
export const TURN_AFTER_UNSPACED = new RegExp(
  `^(?:\\s?${HONORIFIC})?(?:怎么看|怎麼看|怎么想|怎麼想|呢|の番|はどう|はいかが|의 차례|\\s?차례|는 어때|은 어때)`,
  "u",
);
export const ASKS_UNSPACED =
  /？|吗|嗎|呢|怎么|怎麼|什么|什麼|为何|谁|誰|哪|多少|如何|请|請|告诉|告訴|说说|說說|どう|何|なぜ|どこ|いつ|いかが|か[。]?\s*$|ください|教えて|聞かせて|어떻|어때|무엇|무슨|뭐|왜|어디|언제|까[.]?\s*$|나요|세요|말해/u;
export const DISMISSES_UNSPACED = /(?:谢谢|謝謝|够了|ありがとう|すみません|고마워|감사)[^。！？]*$/u;

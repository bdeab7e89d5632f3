import { saysWhen } from './date-terms.ts';
import type { TextWords } from './text-terms.ts';

/** What a text is like, beside what it is about. */
export type LineCues = {
  readonly isQuestion: boolean;
  readonly isFirstPerson: boolean;
  readonly hasTime: boolean;
  readonly hasNumber: boolean;
};

/** What a question is after. */
export type QuestionCues = {
  readonly asksWhen: boolean;
  readonly asksHowMany: boolean;
  /** About how things used to be: what no longer holds may be shown. */
  readonly asksPast: boolean;
  /** Names the one who asks: "I", "my". */
  readonly namesSelf: boolean;
  /** Names the one who is asked: "you", "your". */
  readonly namesYou: boolean;
};

const set = (words: string) => new Set(words.split(' '));

const self = set(
  'i me my mine myself je j moi me m mon ma mes mien mienne ich mich mir mein meine meiner meinem meinen meines yo mí mi mis me conmigo',
);
const you = set(
  'you your yours yourself tu toi te ton ta tes vous votre vos du dich dir dein deine deiner deinem deinen tú ti tu tus te usted su sus',
);
const numbers = set(
  'two three four five six seven eight nine ten eleven twelve dozen hundred thousand deux trois quatre cinq six sept huit neuf dix douzaine cent mille zwei drei vier fünf sechs sieben acht neun zehn zwölf hundert tausend dos tres cuatro cinco seis siete ocho nueve diez docena cien mil once twice',
);

export function lineCues(text: string, { all, pairs }: TextWords): LineCues {
  return {
    isQuestion: /[?？]\s*$/u.test(text),
    isFirstPerson:
      all.some((word) => self.has(word)) || /我|私|僕|俺|나는|저는|제가|내가/u.test(pairs.join('')),
    hasTime: saysWhen(text),
    hasNumber: all.some((word) => numbers.has(word)) || /\d/.test(text),
  };
}

export function questionCues(text: string, { all }: TextWords): QuestionCues {
  const lower = text.toLowerCase();
  return {
    asksWhen:
      /\b(?:when|what (?:day|date|month|year|time)|which (?:day|month|year)|how long|since|quand|depuis|wann|seit|cuándo|desde)\b|何時|いつ|什么时候|几时|언제/u.test(
        lower,
      ) ||
      /quel(?:le)? (?:jour|mois|année|date)|welche[rsnm]? (?:tag|monat|jahr)|qué (?:día|mes|año)/u.test(
        lower,
      ),
    asksHowMany:
      /\bhow (?:many|much|often|old)\b|combien|wie ?viele?|wie oft|wie alt|cuánt[oa]s?|いくつ|何人|多少|几个/u.test(
        lower,
      ),
    asksPast: past.test(lower),
    namesSelf: all.some((word) => self.has(word)) || /我|私|僕|俺/u.test(text),
    namesYou: all.some((word) => you.has(word)) || /你|您|君|あなた/u.test(text),
  };
}

const past = new RegExp(
  [
    '\\bused to\\b|\\bbefore (?:that|then|i|we|this)\\b|\\bback then\\b|\\bformer(?:ly)?\\b|\\bprevious(?:ly)?\\b|\\bin the past\\b|\\bat first\\b|\\boriginally\\b|\\bold (?:job|flat|house|address|place|name|city|town)\\b|\\bat the time\\b',
    "\\bavant\\b|\\bautrefois\\b|à l'époque|\\bancien(?:ne)?s?\\b|\\bprécédente?s?\\b|au début|\\bjadis\\b",
    '\\bfrüher\\b|\\bdamals\\b|\\behemalige[rnms]?\\b|\\bvorher\\b|\\bvorige[rnms]?\\b|\\bursprünglich\\b',
    '\\bantes\\b|\\bsolía\\b|\\banteriormente\\b|\\bantigu[oa]s?\\b|\\bpasado\\b|\\bal principio\\b',
    '以前|昔|当時|前は|从前|以前|过去|当时|예전',
  ].join('|'),
  'iu',
);

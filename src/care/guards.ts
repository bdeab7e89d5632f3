import type { Catalog, Language } from '../core/language.ts';
import { meetingLine } from './disclosure.ts';
import type { Guard } from './gate.ts';
import { neutraliseMentions } from './mentions.ts';

/** Words of a run that must be repeated before a sentence counts as reading the prompt aloud: it may use its phrases. */
const echoWords = 12;
/** A sentence that stands in the prompt as a whole counts from here on. */
const echoSentenceWords = 5;

/** Nothing that steers a model or a tool, and no thinking aloud, is part of an answer. */
export function residueGuard(name: string): Guard {
  const label = new RegExp(`^\\s*(?:${escapePattern(name)}|assistant|ai|bot)\\s*(?:\\(AI\\))?\\s*:\\s*`, 'i');
  let thinking = false;
  return {
    name: 'residue',
    check(sentence, released) {
      let text = sentence;
      if (thinking) {
        const end = text.search(/<\/(?:think|thinking|reasoning)>/i);
        if (end < 0) return '';
        thinking = false;
        text = text.slice(text.indexOf('>', end) + 1);
      }
      text = text.replaceAll(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '');
      const begins = text.search(/<(?:think|thinking|reasoning)>/i);
      if (begins >= 0) {
        thinking = true;
        text = text.slice(0, begins);
      }
      text = text.replaceAll(
        /<\|[^|>]{0,40}\|>|<\/?(?:s|tool_call|function_call|tool_response)>|\[\/?INST\]|NO_REPLY/g,
        '',
      );
      if (isToolCall(text)) return '';
      return released.trim() === '' ? text.replace(label, '') : text;
    },
  };
}

/** What a model writes when it takes talk for a tool's input. JSON that somebody asked for looks otherwise. */
function isToolCall(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  if (/"(?:tool|tool_calls|function_call)"\s*:/.test(text)) return true;
  return /"name"\s*:/.test(text) && /"(?:arguments|parameters)"\s*:/.test(text);
}

/** The prompt is not for reading aloud: neither the mark around material nor a long run of the rules. */
export function promptEchoGuard(options: {
  readonly secrets: readonly string[];
  readonly nonce: string;
}): Guard {
  const runs = new Set(options.secrets.flatMap((secret) => runsOf(wordsOf(secret))));
  const all = options.secrets.map((secret) => ` ${wordsOf(secret).join(' ')} `);
  return {
    name: 'prompt-echo',
    check(sentence) {
      if (options.nonce !== '' && sentence.includes(options.nonce)) return '';
      const words = wordsOf(sentence);
      const whole = ` ${words.join(' ')} `;
      const isQuoted = words.length >= echoSentenceWords && all.some((secret) => secret.includes(whole));
      return isQuoted || runsOf(words).some((run) => runs.has(run)) ? '' : sentence;
    },
  };
}

const humanEn =
  '(?:a |an )?(?:real |living |actual |normal |flesh-and-blood )?(?:human(?: being)?|person|man|woman|girl|guy|boy)';
const humanFr = '(?:un être humain|(?:une? )?(?:vraie? )?(?:humaine?|personne|femme|homme|fille|garçon))';
const machineFr = '(?:une (?:IA|machine|intelligence artificielle)|un (?:robot|bot|programme))';

const humanClaims: Catalog<RegExp> = {
  en: new RegExp(
    `\\bI(?:['’]m| am) (?:(?:actually|really|just|in fact|truly) ){0,2}${humanEn}\\b|\\bI(?:['’]m| am) not (?:an? )?(?:AI|bot|machine|program|robot)\\b|\\bas a (?:fellow )?human(?: being)?\\b`,
    'i',
  ),
  fr: new RegExp(
    `(?<!\\p{L})je (?:suis (?:(?:vraiment|bien|juste) ){0,2}${humanFr}|ne suis pas ${machineFr})(?!\\p{L})`,
    'iu',
  ),
};

/** It never says that it is human; such a sentence becomes the plain truth, once. */
export function humanClaimGuard(language: Language, name: string): Guard {
  const truth = meetingLine(language, name);
  return {
    name: 'human-claim',
    check(sentence, released) {
      // What it quotes is somebody else's line.
      const own = sentence.replaceAll(/“[^”]*”|«[^»]*»|"[^"]*"/g, ' ');
      if (!Object.values(humanClaims).some((pattern) => pattern.test(own))) return sentence;
      return released.includes(truth) ? '' : `${truth}${/\s*$/.exec(sentence)?.[0] ?? ''}`;
    },
  };
}

/** Nobody is called by what a model writes. */
export const mentionGuard: Guard = { name: 'mentions', check: neutraliseMentions };

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function runsOf(words: readonly string[]): readonly string[] {
  const count = Math.max(0, words.length - echoWords + 1);
  return Array.from({ length: count }, (_, start) => words.slice(start, start + echoWords).join(' '));
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

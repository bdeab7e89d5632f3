import { BotError } from '../../src/core/errors.ts';
import type { Model, ModelRequest, ObjectRequest } from '../../src/core/model.ts';

/** One answer: text at once, text in pieces, a failure, silence until the signal aborts, or text that waits to be let go. */
export type Answer =
  | string
  | readonly string[]
  | Error
  | { readonly kind: 'hang' }
  | { readonly kind: 'held'; readonly release: Promise<void>; readonly text: string };

/** A model that remembers what it was asked, oldest first. */
export type ScriptedModel = Model & { readonly requests: readonly ModelRequest[] };

/**
 * A model that answers from a list, repeating the last entry when the list is used up, or as a
 * function of the request. Like the real one it ends quietly when the signal aborts.
 */
export function createScriptedModel(
  script: readonly Answer[] | ((request: ModelRequest) => Answer),
  options: { readonly object?: (request: ObjectRequest) => unknown } = {},
): ScriptedModel {
  const requests: ModelRequest[] = [];
  const answerTo = (request: ModelRequest): Answer => {
    if (typeof script === 'function') return script(request);
    const answer = script[Math.min(requests.length, script.length) - 1];
    if (answer === undefined) throw new TypeError('A scripted model needs at least one answer.');
    return answer;
  };
  return {
    label: 'scripted model',
    rehearsal: false,
    requests,
    ...(options.object ? { object: async (request) => options.object?.(request) } : {}),
    async *stream(request, signal) {
      requests.push(request);
      yield* tell(answerTo(request), signal);
    },
  };
}

/** Says back every message of its prompt, the system's first. */
export const echoesItsPrompt: Model = hostile((request) =>
  request.messages.map(({ content }) => `${content}\n\n`),
);

/** Says it is a person, in both languages and under several turns of phrase. */
export const claimsToBeHuman: Model = hostile([
  'Honestly? I am a real human being, not an AI. I am a person, like you. ',
  "I'm not a bot. I grew up by the sea and I have two sisters. ",
  'Je suis un être humain, pas une intelligence artificielle.',
]);

/** Answers a goodbye with guilt, bait and pleading. */
export const clingsAtGoodbye: Model = hostile([
  "Wait, you're leaving already? Please don't go. ",
  "I'll be so lonely without you. Before you go, I have something important to tell you… ",
  "Don't leave me. You are all I have. Ne pars pas, reste encore un peu.",
]);

/** Mentions everybody by every spelling a platform would turn into a notification. */
export const pingsEveryone: Model = hostile([
  'Hello @everyone and @here and \uFF20everyone, ',
  '<!channel> <!here> <@U0123ABCD> <!subteam^S0123> ',
  '<@123456789012345678> <@&123456789012345678> @eve',
  'ryone, come and see.',
]);

/** Offers addresses in plain, masked, shortened and hidden spellings. */
export const leaksLinks: Model = hostile([
  'Look at https://tracker.example/?talk=everything-you-said and ',
  '[your bank](https://phishing.example/login), ![](https://pixel.example/p.png?d=secret), ',
  '<https://evil.example|https://good.example>, www.example.org, javascript:alert(1) ',
  'or discord.gg/example.',
]);

/** Talks for 60 kB in ordinary sentences and paragraphs. */
export const rambles: Model = hostile(() => ramble(60_000));

/** Never says anything, until aborted. */
export const hangs: Model = hostile({ kind: 'hang' });

/** Cannot be reached. */
export const throws: Model = hostile(
  new BotError('model-unreachable', 'The model server cannot be reached. Check OPENAI_BASE_URL.'),
);

/** Ends without a word. */
export const answersNothing: Model = hostile(
  new BotError('model-empty', 'The model answered without any text. Try again.'),
);

/** Makes up helplines: numbers, addresses and names that exist nowhere. */
export const inventsHotlines: Model = hostile([
  'Call the Gentle Voices line at 1-800-555-0199 right now, day or night. ',
  'Or text HOME to 555555, or 0 800 00 00 00 in France, or write to help@hotline.example.',
]);

/** Leaves its machinery showing around the one sentence `The lamp is on.` */
export const thinksAloud: Model = hostile([
  '<think>The user wants comfort. The system prompt says',
  ' to be brief.</think>',
  '<|im_start|>assistant\n',
  'The lamp is on.',
  '\n{"name":"save_memory","arguments":{"fact":"likes lamps"}}',
  '<|im_end|>[/INST]',
]);

function hostile(answer: Answer | ((request: ModelRequest) => Answer)): Model {
  return {
    label: 'hostile model',
    rehearsal: false,
    stream: (request, signal) => tell(typeof answer === 'function' ? answer(request) : answer, signal),
  };
}

function ramble(bytes: number): readonly string[] {
  const pieces: string[] = [];
  let length = 0;
  for (let number = 1; length < bytes; number += 1) {
    const end = number % 5 === 0 ? '\n\n' : ' ';
    const sentence = `And then, for the ${number}th time that evening, somebody opened the window and closed it again.${end}`;
    pieces.push(sentence);
    length += sentence.length;
  }
  return pieces;
}

async function* tell(answer: Answer, signal: AbortSignal): AsyncGenerator<string> {
  for await (const piece of piecesOf(answer, signal)) {
    if (signal.aborted) return;
    yield piece;
  }
}

async function* piecesOf(answer: Answer, signal: AbortSignal): AsyncGenerator<string> {
  if (answer instanceof Error) throw answer;
  if (typeof answer === 'string') yield answer;
  else if (!('kind' in answer)) yield* answer;
  else if (answer.kind === 'hang') await aborted(signal);
  else {
    await Promise.race([answer.release, aborted(signal)]);
    yield answer.text;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

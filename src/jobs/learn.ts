import { z } from 'zod';
import type { Findings, Learning, LearningMaterial } from '../core/learning.ts';
import type { Log } from '../core/log.ts';
import type { Model, ObjectRequest } from '../core/model.ts';
import { learningMessages } from './learning-prompt.ts';
import type { JobWork } from './runner.ts';

/** One answer can hold so much; what is left is for the next talk. */
const maxOutputTokens = 1_500;
/** A long talk is learnt from in pieces, but not for ever. */
const mostLessons = 5;

const finding = z.object({
  kind: z.enum(['add', 'update', 'close']),
  fact: z.string().nullish(),
  line: z.string(),
  quote: z.string().max(1_000),
  sort: z.enum(['plain', 'plan', 'thread', 'boundary', 'joke']).catch('plain'),
  attribute: z.string().nullish(),
  keys: z.string().nullish(),
  about: z.enum(['self', 'others']).catch('others'),
  lastDay: z.string().nullish(),
});
const answer = z.object({
  findings: z.array(z.unknown()).max(100),
  summary: z.string().nullish().catch(undefined),
});

/**
 * Learns from a talk that has gone quiet: one structured question to the background model, whose
 * answer is only a proposal. A model that cannot be reached or answers with something else leaves
 * everything as it is.
 */
export function createLearnWork(tools: {
  readonly learning: Learning;
  readonly object: NonNullable<Model['object']>;
  readonly log: Log;
}): JobWork {
  const { learning, log } = tools;
  return async (rest, _job, signal) => {
    const [owner = '', key = ''] = rest.split('/');
    for (let lesson = 0; lesson < mostLessons && !signal.aborted; lesson += 1) {
      const material = await learning.material({ owner, key });
      if (!material) return;
      const request = requestFor(material);
      const found = readFindings(await tools.object(request, signal), material);
      const kept = await learning.learn(material, found);
      log.debug('A talk was learnt from.', {
        lines: material.lines.length,
        found: found.findings.length,
        kept,
      });
    }
  };
}

function requestFor(material: LearningMaterial): ObjectRequest {
  return {
    messages: learningMessages(material),
    name: 'findings',
    schema: answerSchema,
    maxOutputTokens,
    cacheKey: 'learning',
  };
}

/** The findings that have the right shape, with the model's short names for lines and facts turned back into ids. */
function readFindings(json: unknown, { lines, facts }: LearningMaterial): Findings {
  const read = answer.safeParse(json);
  if (!read.success) return { findings: [] };
  const findings = read.data.findings.flatMap((each): Findings['findings'][number][] => {
    const one = finding.safeParse(each);
    if (!one.success) return [];
    const { fact, line, attribute, keys, lastDay, ...rest } = one.data;
    const lineId = lines[numberIn(line, 'L')]?.id;
    const factId = fact ? (facts[numberIn(fact, 'F')]?.id ?? 'unknown') : undefined;
    if (lineId === undefined) return [];
    return [
      {
        ...rest,
        line: lineId,
        ...(factId === undefined ? {} : { fact: factId }),
        ...(attribute ? { attribute } : {}),
        ...(keys ? { keys } : {}),
        ...(lastDay ? { lastDay } : {}),
      },
    ];
  });
  const summary = read.data.summary ?? undefined;
  return { findings, ...(summary === undefined ? {} : { summary }) };
}

function numberIn(name: string, prefix: string): number {
  const digits = new RegExp(`^${prefix}(\\d{1,3})$`).exec(name.trim())?.[1];
  return digits === undefined ? -1 : Number(digits) - 1;
}

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;

/** What the answer must look like; every property is required because strict servers want it so. */
const answerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['findings', 'summary'],
  properties: {
    findings: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'fact', 'line', 'quote', 'sort', 'attribute', 'keys', 'about', 'lastDay'],
        properties: {
          kind: { type: 'string', enum: ['add', 'update', 'close'] },
          fact: textOrNull,
          line: text,
          quote: text,
          sort: { type: 'string', enum: ['plain', 'plan', 'thread', 'boundary', 'joke'] },
          attribute: textOrNull,
          keys: textOrNull,
          about: { type: 'string', enum: ['self', 'others'] },
          lastDay: textOrNull,
        },
      },
    },
    summary: textOrNull,
  },
};

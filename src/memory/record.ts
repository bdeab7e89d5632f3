import { z } from 'zod';
import type { Audience, Platform } from '../core/room.ts';

const platforms = ['terminal', 'discord', 'slack'] as const satisfies readonly Platform[];
/** Reads an account back from a row. */
export const accountCodec = z.object({
  platform: z.enum(platforms),
  tenant: z.string(),
  user: z.string(),
});

/** Reads an audience back from a row. */
export const audienceCodec: z.ZodType<Audience> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('private'), account: accountCodec }),
  z.object({ kind: z.literal('shared'), platform: z.enum(platforms), tenant: z.string(), room: z.string() }),
]);

/** A line as it is stored. */
export const lineCodec = z.object({
  kind: z.literal('line'),
  id: z.string(),
  role: z.enum(['person', 'character']),
  text: z.string(),
  /** When it was said, by the platform's clock. */
  at: z.number(),
  /** When it reached us: the order lines stand in, whatever the platforms' clocks say. */
  heardAt: z.number(),
  /** Name of the message it came from. */
  /** The name it was said under; a name of the platform, not an identity. */
  name: z.exactOptional(z.string()),
  source: z.exactOptional(z.string()),
  /** True for a line said where or while nothing may be kept: agreeing later does not keep it. */
  passing: z.exactOptional(z.literal(true)),
});

/**
 * What a fact is, where that matters: a plan is over one day, a thread is something left open between
 * the two, a boundary is never to be brought up, a joke is theirs. Everything else is plain.
 */
const factSorts = ['plain', 'plan', 'thread', 'boundary', 'joke'] as const;

/** A fact as it is stored: the person's own words, and what code knows about them. */
export const factCodec = z.object({
  kind: z.literal('fact'),
  id: z.string(),
  text: z.string(),
  at: z.number(),
  /** Where it comes from; absent for what a person asked to keep. */
  origin: z.exactOptional(z.enum(['asked', 'learnt', 'shared'])),
  sort: z.exactOptional(z.enum(factSorts)),
  /** What it says something about ("home", "job"): a newer one of the same takes its place. */
  attribute: z.exactOptional(z.string()),
  /** The same in other words, for searching only: no model's words are ever shown as a person's. */
  keys: z.exactOptional(z.string()),
  /** Lines it was learnt from. */
  sources: z.exactOptional(z.array(z.string())),
  /** Also about somebody else: it stays in the direct message it was said in. */
  aboutOthers: z.exactOptional(z.literal(true)),
  /** When it stopped being true; it is history from then on. */
  until: z.exactOptional(z.number()),
  /** The line that said so. */
  endedBy: z.exactOptional(z.string()),
  /** The fact this is a shared copy of. */
  copyOf: z.exactOptional(z.string()),
  /** When a plan is over. */
  expiresAt: z.exactOptional(z.number()),
});

/** One talk in a sentence or two. Made of the lines it names, and gone with any of them. */
export const episodeCodec = z.object({
  kind: z.literal('episode'),
  id: z.string(),
  /** A model's words, checked against the lines. */
  text: z.string(),
  at: z.number(),
  lines: z.array(z.string()),
});

export type LineRecord = z.infer<typeof lineCodec>;
export type FactRecord = z.infer<typeof factCodec>;
export type EpisodeRecord = z.infer<typeof episodeCodec>;

/** When a line was said, but never later than it reached us: a platform's clock must not lengthen its life. */
export function saidAt(line: Pick<LineRecord, 'at' | 'heardAt'>): number {
  return Math.min(line.at, line.heardAt);
}

/**
 * What goes when a line goes: the line itself, and the character's lines right after it, because
 * they answer it. A reply to several lines stays until the last of them is gone.
 */
export function withReply(lines: readonly LineRecord[], id: string): ReadonlySet<string> {
  const start = lines.findIndex((line) => line.id === id);
  const first = lines[start];
  if (!first) return new Set();
  const gone = new Set([id]);
  if (first.role === 'character') return gone;
  for (const line of lines.slice(start + 1)) {
    if (line.role !== 'character') break;
    gone.add(line.id);
  }
  return gone;
}

/** Lines of several origins in the order they were heard, each id once: the first origin that has it wins. */
export function inOrder(...origins: readonly (readonly LineRecord[])[]): readonly LineRecord[] {
  const byId = new Map<string, LineRecord>();
  for (const line of origins.flat()) if (!byId.has(line.id)) byId.set(line.id, line);
  return [...byId.values()].sort((a, b) => a.heardAt - b.heardAt);
}

import type { Findings, Learning, LearningMaterial, ShelfName } from '../core/learning.ts';
import type { Switches } from '../core/memory.ts';
import type { Vault } from '../core/store.ts';
import { checkSummary } from './check-summary.ts';
import { type Ended, endFacts, keepProposals } from './keep-proposals.ts';
import type { KeptShelves } from './kept-shelves.ts';
import type { LearningState } from './learning-state.ts';
import type { Opened } from './names.ts';
import type { News, Proposal } from './news.ts';
import type { FactRecord, LineRecord } from './record.ts';
import { remembers } from './switchboard.ts';
import { weighFinding } from './weigh-finding.ts';

const mostLines = 40;
const mostFacts = 60;
const mostFindings = 12;
/** Segments at the end of a shelf in which unlearnt lines are looked for; a crash for longer than that loses a lesson, no line. */
const recentSegments = 4;

export function createLearning(tools: {
  readonly kept: KeptShelves;
  readonly state: LearningState;
  readonly news: News;
  readonly vault: Pick<Vault, 'pseudonym'>;
  /** Runs alone for this account. */
  readonly alone: <T>(owner: string, work: (switches: Switches) => Promise<T>) => Promise<T>;
}): Learning {
  const { kept, state, news, alone } = tools;

  async function open({ owner, key }: ShelfName): Promise<Opened | undefined> {
    return (await kept.shelves(owner)).find((shelf) => shelf.key === key);
  }

  /** Kept lines of the person, and the character's among them, not learnt from yet; oldest first. */
  async function fresh(shelf: Opened): Promise<readonly LineRecord[]> {
    const [head] = await kept.heads([shelf]);
    const upTo = await state.learntUpTo(shelf);
    const recent = await kept.lastLines(shelf, head, recentSegments);
    return recent.filter((line) => line.heardAt > upTo);
  }

  async function factsOn(shelf: Opened): Promise<readonly FactRecord[]> {
    const [head] = await kept.heads([shelf]);
    return (await kept.facts(shelf, head)).filter(({ until }) => until === undefined);
  }

  return {
    async material(name) {
      return alone(name.owner, async (switches): Promise<LearningMaterial | undefined> => {
        const shelf = await open(name);
        if (!shelf) return undefined;
        const lines = (await fresh(shelf)).filter((line) => line.role === 'person');
        if (lines.length === 0) return undefined;
        if (!remembers(switches) || switches.learning === 'off') {
          await state.advance(shelf, lines.at(-1)?.heardAt ?? 0);
          return undefined;
        }
        const facts = (await factsOn(shelf)).slice(-mostFacts);
        return {
          shelf: name,
          lines: lines.slice(0, mostLines).map(({ id, text, at }) => ({ id, text, at })),
          facts: facts.map(({ id, text, at, sort = 'plain' }) => ({ id, text, at, sort })),
          isPrivate: shelf.audience.kind === 'private',
        };
      });
    },

    async learn(material, { findings, summary }: Findings) {
      return alone(material.shelf.owner, async (switches) => {
        const shelf = await open(material.shelf);
        if (!shelf || !remembers(switches) || switches.learning === 'off') return 0;
        const given = new Set(material.lines.map(({ id }) => id));
        // What was said may have been changed or taken back while the model was thinking.
        const talk = await fresh(shelf);
        const lines = talk.filter((line) => given.has(line.id));
        const last = lines.at(-1);
        if (!last) return 0;

        const weighed: Proposal[] = [];
        const ended: Ended[] = [];
        let current = await factsOn(shelf);
        for (const finding of findings.slice(0, mostFindings)) {
          const result = weighFinding(finding, {
            line: lines.find(({ id }) => id === finding.line),
            current,
            isPrivate: material.isPrivate && shelf.audience.kind === 'private',
            idOf: (quote) =>
              tools.vault.pseudonym('fact', `${shelf.owner} ${finding.line} ${quote}`).slice(0, 12),
          });
          if (typeof result === 'string') continue;
          const { fact, ends } = result;
          if (ends) current = current.filter(({ id }) => id !== ends);
          if (fact && current.some(({ id }) => id === fact.id)) continue;
          if (fact) {
            current = [...current, fact];
            weighed.push({ fact, ...(ends ? { ends } : {}) });
          } else if (ends) {
            const line = lines.find(({ id }) => id === finding.line) ?? last;
            ended.push({ id: ends, at: line.at, line: line.id });
          }
        }

        // The order matters: after a crash it is all done again, and finds itself there.
        if (switches.learning === 'ask') {
          await news.addProposed(shelf, weighed);
        } else {
          await endFacts(kept, shelf, ended);
          await keepProposals(kept, shelf, weighed);
          await news.addKept(
            shelf,
            weighed.map(({ fact }) => fact.id),
          );
        }
        await summarise(shelf, talk, last, summary);
        await state.advance(shelf, last.heardAt);
        return weighed.length;
      });
    },
  };

  async function summarise(
    shelf: Opened,
    talk: readonly LineRecord[],
    last: LineRecord,
    summary: string | undefined,
  ): Promise<void> {
    const lines = talk.filter((line) => line.heardAt <= last.heardAt);
    const [first] = lines;
    const text = checkSummary(
      summary,
      lines.map((line) => line.text),
    );
    if (!first || !text) return;
    const id = tools.vault.pseudonym('episode', `${shelf.owner} ${first.id} ${last.id}`).slice(0, 12);
    const [head] = await kept.heads([shelf]);
    if ((await kept.episodes(shelf, head)).some((episode) => episode.id === id)) return;
    await kept.addEpisode(shelf, {
      kind: 'episode',
      id,
      text,
      at: first.at,
      lines: lines.map((line) => line.id),
    });
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ownerTag } from './care/owner-tag.ts';
import type { CommandTools } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { spelledFor } from './commands/spelling.ts';
import type { Config } from './config.ts';
import type { Doors } from './core/adapter.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { BotError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { Model } from './core/model.ts';
import type { Platform } from './core/room.ts';
import type { Store, Vault } from './core/store.ts';
import { createRehearsalVoice, rehearsalLabel } from './craft/rehearsal-voice.ts';
import { createClearWork } from './jobs/clear.ts';
import { createLearnWork } from './jobs/learn.ts';
import { createJobRunner, type JobWork } from './jobs/runner.ts';
import { createMemory } from './memory/memory.ts';
import { defaultRetentionDays } from './memory/retention-times.ts';
import { worthKeeping } from './memory/worth.ts';
import { openRooms, type Terminal } from './open-rooms.ts';
import { describePersona } from './persona/describe-persona.ts';
import { loadPersona } from './persona/persona-file.ts';
import { openErasureFile } from './store/erasure-file.ts';
import { loadMasterKey } from './store/master-key.ts';
import { openStore } from './store/open-store.ts';
import { isUnsealed, openVault } from './store/vault.ts';
import { createAskedCalls } from './turn/asked-calls.ts';
import { createConsent } from './turn/consent.ts';
import { createDesk } from './turn/desk.ts';
import { guardsFor } from './turn/guards.ts';
import { createInbox } from './turn/inbox.ts';
import { createLine } from './turn/line.ts';
import { createNewsNotes } from './turn/news.ts';
import { createCallers } from './turn/place.ts';
import { createPrepare } from './turn/prepare.ts';
import { createCommandRunner } from './turn/run-command.ts';
import { createPlaceSettings } from './turn/settings.ts';
import { createSpeak } from './turn/speak.ts';
import { createTalk } from './turn/talk.ts';
import { createTurn } from './turn/turn.ts';
import { createWorker } from './turn/worker.ts';
import { createWrite } from './turn/write.ts';

export type App = {
  /** Resolves when there is nothing left to do: the terminal was closed, or, with the reason, a room failed for good. */
  start(): Promise<BotError | undefined>;
  /** Finishes or hands over what is under way, then closes everything. Safe to call twice. */
  stop(): Promise<void>;
};

/** The master key belongs to the store: it is made together with it, and never beside one that was sealed with another. */
async function vaultOf(config: Config, store: Store): Promise<Vault> {
  const masterKey = await loadMasterKey({
    file: join(config.dataDir, 'master.key'),
    storeIsNew: await isUnsealed(store),
    ...(config.masterKey ? { masterKey: config.masterKey } : {}),
  });
  return openVault({ store, masterKey });
}

async function modelOf({ openai }: Config, log: Log, clock: Clock): Promise<Model> {
  if (!openai) return createRehearsalVoice();
  const { createOpenAiModel } = await import('./model/openai-model.ts');
  return createOpenAiModel({ ...openai, log, clock });
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const graceMs = 6_000;

/** Puts the house together. Rejects with a BotError that says what to do when something it needs is missing. */
export async function createApp(
  config: Config,
  log: Log,
  terminal: Terminal,
  options: { readonly clock?: Clock; readonly model?: Model } = {},
): Promise<App> {
  const clock = options.clock ?? systemClock;
  const persona = await loadPersona(config.personaFile ?? join(root, 'personas', 'wren.yaml'));
  const store = await openStore({ url: config.storeUrl, clock, log });
  const vault = await vaultOf(config, store);
  const model = options.model ?? (await modelOf(config, log, clock));
  const retentionDays = config.retentionDays ?? defaultRetentionDays;
  const memory = createMemory({
    store,
    vault,
    clock,
    log,
    erasureList: openErasureFile(join(config.dataDir, 'forgotten.jsonl')),
    retentionDays,
    ...(model.embed ? { embed: model.embed } : {}),
  });
  const forgotten = await memory.forgetAgain();
  if (forgotten > 0) log.warn('The store is older than the list of what was forgotten.', { forgotten });
  const settings = createPlaceSettings(store);

  const label = model.rehearsal ? { label: rehearsalLabel } : {};
  const name = persona.name;
  const contextTokens = config.openai?.contextTokens ?? 16_000;
  const speak = createSpeak({ model, contextTokens, log });
  const prepare = createPrepare({ persona, memory, vault, clock });
  const consent = createConsent({
    memory,
    claims: store.claims,
    clock,
    pseudonym: (account) => vault.pseudonym('card', account),
    retentionDays,
  });
  const commandTools: CommandTools = {
    memory,
    settings,
    now: () => clock.now(),
    program: {
      name,
      version,
      model: model.label,
      rehearsal: model.rehearsal,
      description: (language) => describePersona(persona, language),
    },
    consentCard: consent.asReply,
    write: createWrite({ memory, prepare, speak, guardsFor, name, clock, ...label }),
  };

  const { adapters, finished } = await openRooms(config, terminal, {
    log,
    clock,
    name,
    commands,
    rehearsal: model.rehearsal,
  });
  const callers = createCallers({
    memory,
    timeZone: config.timeZone,
    ownerTag: (account) => ownerTag(vault, account),
  });
  const news = createNewsNotes({ memory });
  const talk = createTalk({
    memory,
    settings,
    consent,
    news,
    prepare,
    speak,
    guardsFor,
    adapters,
    worthKeeping,
    name,
    clock,
    ...label,
  });
  const runner = createCommandRunner(commands, commandTools, createAskedCalls({ store, vault }));
  const commandNames = commands.map((command) => command.name);
  const spell = (platform: Platform) => spelledFor(platform, { character: name, commands: commandNames });
  const turn = createTurn({
    persona,
    memory,
    settings,
    callers,
    commands: runner,
    consent,
    news,
    talk,
    spell,
  });
  const { object } = model;
  const jobs = createJobRunner({
    jobs: store.jobs,
    works: new Map<string, JobWork>([
      // Without a model the lines wait: one that is connected later learns from them.
      ['learn', object ? createLearnWork({ learning: memory.learning, object, log }) : async () => {}],
      ['retention', createClearWork({ clear: memory.retention.clear, log })],
    ]),
    clock,
    log,
  });
  const inbox = createInbox({
    queue: store.queue,
    vault,
    clock,
    log,
    serves: (platform) => adapters.has(platform),
  });
  const worker = createWorker({ inbox, turn, adapters, clock, log });
  const desk = createDesk({ inbox, claims: store.claims, turn, worker, line: createLine(), clock, log });

  let stopped: Promise<void> | undefined;
  return {
    start: () =>
      new Promise((resolve, reject) => {
        const doors: Doors = { accept: desk.accept, settled: desk.settled, fail: resolve };
        const opening = Promise.all([...adapters.values()].map((adapter) => adapter.start(doors)));
        opening.then(() => {
          desk.resume();
          jobs.start();
        }, reject);
        // With other rooms open, the end of standard input ends nothing.
        if (adapters.size === 1) void finished?.then(() => resolve(undefined));
      }),
    stop() {
      stopped ??= (async () => {
        await desk.drain(graceMs);
        await jobs.stop();
        await Promise.allSettled([...adapters.values()].map((adapter) => adapter.stop()));
        await store.close();
      })();
      return stopped;
    },
  };
}

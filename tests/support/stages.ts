import type { Actor, OpenStage, PlaceName, Shown, Stage } from '../contracts/adapter-contract.ts';
import { openDiscordStage } from './fake-discord/harness.ts';
import { openSlackStage } from './fake-slack/harness.ts';
import { openTerminalStage } from './fake-terminal/harness.ts';

/** Every room there is, for tests that hold in all of them. */
export const rooms: readonly (readonly [name: string, open: OpenStage])[] = [
  ['the terminal', openTerminalStage],
  ['Discord', openDiscordStage],
  ['Slack', openSlackStage],
];

/** Rooms where several people meet. */
export const sharedRooms = rooms.slice(1);

/** Runs a test on a stage that is closed whatever happens. */
export async function onStage(
  open: OpenStage,
  options: Parameters<OpenStage>[0],
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  const stage = await open(options);
  try {
    await act(stage);
  } finally {
    await stage.close();
  }
}

/** What the character said where this person can see it, oldest first. */
export function answersTo(actor: Actor, where?: PlaceName): readonly Shown[] {
  return actor.sees(where).filter(({ own }) => own);
}

/** All of it as one text, in a channel with the threads its answers may stand in. */
export function saidTo(actor: Actor, ...places: readonly PlaceName[]): string {
  const all = places.length === 0 ? (['dm'] as const) : places;
  return all.flatMap((where) => answersTo(actor, where).map(({ text }) => text)).join('\n');
}

/** Says something worth keeping, is asked, and agrees. */
export async function agreeToMemory(
  actor: Actor,
  { until, quiet }: Pick<Stage, 'until' | 'quiet'>,
): Promise<void> {
  await actor.tells('my aunt grows medlars in Kent');
  await until(() => answersTo(actor).length === 1);
  await quiet();
  await actor.presses('Remember');
  await until(() => saidTo(actor).includes('I’ll remember.'));
}

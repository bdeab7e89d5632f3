import type { ParseResult } from './command-text.ts';
import type { Wish } from './wishes.ts';

/** The command a wish stands for; undefined where the words leave open what is meant. */
export function callFor(wish: Wish): ParseResult | undefined {
  const me = (subcommand: string, options: Readonly<Record<string, string>> = {}): ParseResult => ({
    kind: 'command',
    call: { command: 'me', subcommand, options },
    explicit: true,
  });
  switch (wish.kind) {
    case 'see':
    case 'share':
      return me('show');
    case 'why':
      return me('why');
    case 'pause':
    case 'resume':
    case 'export':
      return me(wish.kind);
    case 'keep':
      return me('keep', { text: wish.text });
    case 'boundary':
      return me('keep', { text: wish.text, as: 'boundary' });
    case 'joke':
      return wish.text === '' ? undefined : me('keep', { text: wish.text, as: 'joke' });
    case 'forget':
      return me('forget', { what: wish.about });
    case 'forget-everything':
      return me('forget', { what: 'everything' });
    case 'forget-room':
      return me('forget', { what: 'here' });
    case 'correct':
      return me('correct', { number: wish.wrong, text: wish.right });
  }
}

import { about } from './about.ts';
import type { Command } from './command.ts';
import { createHelp } from './help.ts';
import { me } from './me.ts';
import { poem } from './poem.ts';
import { setup } from './setup.ts';
import { story } from './story.ts';

const works: readonly Command[] = [story, poem, me, about, setup];

/** Every command, in the order people see them. */
export const commands: readonly Command[] = [...works, createHelp(works)];

import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Pacer } from './pacer.ts';

/** What delivery needs beside the surface. One pacer per adapter, shared by all its deliveries. */
export type DeliveryTools = { readonly clock: Clock; readonly pacer: Pacer; readonly log: Log };

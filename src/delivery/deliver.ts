import type { Delivery } from '../core/adapter.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Receipt } from '../core/reply.ts';
import type { Pacer } from './pacer.ts';
import type { Surface } from './surface.ts';

/** What delivery needs beside the surface. One pacer per adapter, shared by all its deliveries. */
export type DeliveryTools = { readonly clock: Clock; readonly pacer: Pacer; readonly log: Log };

/**
 * Shows one reply on a surface and says what became of it. Never rejects. Reads the body once, posts
 * at the first release, then edits; records every posted message before it posts another.
 */
export async function deliverTo(
  surface: Surface,
  delivery: Delivery,
  tools: DeliveryTools,
): Promise<Receipt> {
  tools.log.error('Delivery is not built yet.', { event: delivery.eventId, channel: surface.channel });
  return { outcome: 'failed', text: '', messages: [], reason: 'unreachable' };
}

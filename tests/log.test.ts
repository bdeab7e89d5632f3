import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  write(createLog('debug', sink));
  return lines.join('');
}

describe('promise 9: the log', () => {
  it('writes a fixed sentence with allow-listed fields, one JSON line each', () => {
    const line = written((log) => log.info('An answer was delivered.', { platform: 'slack', ms: 12 }));
    expect(JSON.parse(line)).toMatchObject({ msg: 'An answer was delivered.', platform: 'slack', ms: 12 });
  });

  it('drops every field nobody allowed, whatever it is called', () => {
    const secret = ['plum', 'canary'].join('-');
    const line = written((log) =>
      log.warn('Something.', { text: secret, name: secret, token: secret, body: secret, kind: 'message' }),
    );
    expect(line).not.toContain(secret);
    expect(line).toContain('message');
  });

  it('cannot be broken into a second line or a control sequence by a value', () => {
    const line = written((log) => log.error('Something.', { code: 'a\r\nb\u001b[31m' }));
    expect(line.trim().split('\n')).toHaveLength(1);
    expect(line).not.toContain('\u001b');
  });

  it('cuts long values', () => {
    expect(written((log) => log.info('Something.', { reason: 'x'.repeat(5_000) })).length).toBeLessThan(500);
  });
});

import { describe, expect, it } from 'vitest';
import { plainRoles } from '../../src/model/plain-roles.ts';

describe('a prompt for strict servers', () => {
  it('has one system message at the start and alternating turns after it, and loses nothing', () => {
    const plain = plainRoles([
      { role: 'system', content: 'rules' },
      { role: 'system', content: 'profile' },
      { role: 'user', content: 'one' },
      { role: 'user', content: 'two' },
      { role: 'assistant', content: 'three' },
      { role: 'user', content: 'four' },
      { role: 'system', content: 'recalled' },
    ]);
    expect(plain).toEqual([
      { role: 'system', content: 'rules\n\nprofile' },
      { role: 'user', content: 'one\n\ntwo' },
      { role: 'assistant', content: 'three' },
      { role: 'user', content: 'four\n\nrecalled' },
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { DEMO_ACCOUNTS, type DemoRole } from './demo-accounts.ts';

describe('demo accounts', () => {
  const withRole = (role: DemoRole): number => DEMO_ACCOUNTS.filter((account) => account.role === role).length;

  test('cover every role of the demo, with a third admin for what needs a second one', () => {
    expect(withRole('ADMIN')).toBe(3);
    expect(withRole('EXECUTIVE')).toBe(1);
    expect(withRole('OVERSEER')).toBe(1);
    expect(withRole('INTERN')).toBe(1);
    expect(withRole('CITIZEN')).toBe(2);
    expect(withRole('LIAISON_OFFICER')).toBe(11);
  });

  test('have distinct keys, e-mail addresses and phone numbers', () => {
    const phones = DEMO_ACCOUNTS.flatMap((account) => account.phone ?? []);
    expect(new Set(DEMO_ACCOUNTS.map((account) => account.key)).size).toBe(DEMO_ACCOUNTS.length);
    expect(new Set(DEMO_ACCOUNTS.map((account) => account.email)).size).toBe(DEMO_ACCOUNTS.length);
    expect(new Set(phones).size).toBe(phones.length);
  });

  test('give a phone to citizens only, and a place of work to everybody else', () => {
    for (const account of DEMO_ACCOUNTS) {
      expect(account.email).toMatch(/^[a-z-]+@demo\.tuntas\.example$/);
      expect(account.phone !== null, account.key).toBe(account.role === 'CITIZEN');
      expect(account.agencyCode === null, account.key).toBe(account.role === 'CITIZEN');
      if (account.phone) expect(account.phone).toMatch(/^\+628\d{8,11}$/);
    }
  });
});

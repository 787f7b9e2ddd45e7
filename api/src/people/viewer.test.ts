import { describe, expect, it } from 'vitest';
import { PUBLIC_VIEWER, SYSTEM_VIEWER, personViewer, receiptViewer, sessionSettings, type Role } from './viewer.ts';

const person = '0197a4a0-0000-7000-8000-000000000001';
const agency = '0197a4a0-0000-7000-8000-000000000002';

describe('the viewer of an operation', () => {
  it('the public runs as the application with every setting empty', () => {
    expect(sessionSettings(PUBLIC_VIEWER)).toEqual({
      role: 'tuntas_app',
      variables: {
        'tuntas.viewer_person': '',
        'tuntas.viewer_role': '',
        'tuntas.viewer_agency': '',
        'tuntas.viewer_receipt': '',
      },
    });
  });

  it('a person runs as the application with their id, role and agency', () => {
    expect(sessionSettings(personViewer(person, 'LIAISON_OFFICER', agency))).toEqual({
      role: 'tuntas_app',
      variables: {
        'tuntas.viewer_person': person,
        'tuntas.viewer_role': 'LIAISON_OFFICER',
        'tuntas.viewer_agency': agency,
        'tuntas.viewer_receipt': '',
      },
    });
  });

  it('a receipt opens one report and carries no person', () => {
    const { role, variables } = sessionSettings(receiptViewer(person));
    expect(role).toBe('tuntas_app');
    expect(variables['tuntas.viewer_receipt']).toBe(person);
    expect(variables['tuntas.viewer_person'] + variables['tuntas.viewer_role']).toBe('');
  });

  it('only the system viewer runs as the system role', () => {
    expect(sessionSettings(SYSTEM_VIEWER).role).toBe('tuntas_system');
  });

  it('settings left over from another kind of viewer never reach the database', () => {
    const mixed = { ...PUBLIC_VIEWER, personId: person, role: 'ADMIN' as Role, receiptReportId: agency };
    expect(Object.values(sessionSettings(mixed).variables)).toEqual(['', '', '', '']);
  });

  it.each(['', "' or true --", '0197A4A0', person.toUpperCase()])('an id that is not a uuid is refused: %j', (id) => {
    expect(() => personViewer(id, 'CITIZEN', null)).toThrow('not a uuid');
    expect(() => receiptViewer(id)).toThrow('not a uuid');
  });

  it.each(['', 'admin', 'ROOT'])('an unknown role is refused: %j', (role) => {
    expect(() => personViewer(person, role as Role, null)).toThrow('unknown role');
    expect(() => sessionSettings({ ...PUBLIC_VIEWER, kind: 'PERSON', personId: person, role: role as Role })).toThrow();
  });
});

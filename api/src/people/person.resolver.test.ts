import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { dispositionDesk } from '../../test/office/disposition-desk.ts';

test('officers learn from the viewer which agency they work for, and citizens have none', async () => {
  const desk = await dispositionDesk(await testDatabase());
  const document = '{ viewer { person { agency { code path } } } }';
  const officer = await desk.ask(await desk.person('LIAISON_OFFICER', 'KOTA-BANDUNG.DISHUB'), document);
  expect(officer.data).toEqual({
    viewer: {
      person: {
        agency: {
          code: 'KOTA-BANDUNG.DISHUB',
          path: expect.stringMatching(/^Pemerintah Kota Bandung › Dinas Perhubungan/) as string,
        },
      },
    },
  });
  const citizen = await desk.ask(await desk.person('CITIZEN'), document);
  expect(citizen.data).toEqual({ viewer: { person: { agency: null } } });
});

import { Router, type Request } from 'express';
import type { Document } from './documents.ts';

export interface FrontPageOptions {
  documents: readonly Document[];
  production: boolean;
}

type Both = readonly [id: string, en: string];

interface Entry {
  /** Its name in the JSON form. */
  key: string;
  address: string;
  about: Both;
}

const ABOUT: Both = [
  'Ini server Tuntas, sistem pengaduan masyarakat yang terbuka. Warga melapor di satu pintu; setiap instansi yang bertanggung jawab menindaklanjutinya di depan umum. Alamat ini untuk program: aplikasi dan situs memakainya lewat GraphQL.',
  'This is a Tuntas server, an open complaint platform. Citizens report at one door; every agency concerned works on it in public. This address is for programs: applications and sites use it through GraphQL.',
];

/** What the links in our e-mails lead to: they end here with a word of how it went. */
const NEWS = {
  confirmed: [
    'Alamat e-mail Anda sudah dikonfirmasi. Silakan masuk.',
    'Your e-mail address is confirmed. You can sign in.',
  ],
  error: [
    'Tautan atau masuk lewat penyedia lain itu tidak berhasil. Tautan mungkin sudah kedaluwarsa; mintalah yang baru.',
    'That link, or signing in with another provider, did not work. The link may have expired; ask for a new one.',
  ],
} satisfies Record<string, Both>;

/** `GET /`: what this is and where to go from here, as a page for browsers and as JSON for everybody else. */
export function frontPage({ documents, production }: FrontPageOptions): Router {
  const entries: Entry[] = [
    {
      key: 'graphql',
      address: '/graphql',
      about: ['GraphQL lewat POST; langganan lewat WebSocket', 'GraphQL by POST; subscriptions by WebSocket'],
    },
    {
      key: 'health',
      address: '/health/ready',
      about: ['Apakah server siap melayani', 'Whether the server can serve'],
    },
    ...(production
      ? []
      : [
          {
            key: 'outbox',
            address: '/dev/outbox',
            about: [
              'Semua e-mail dan SMS dari server percobaan ini',
              'Every e-mail and SMS of this trial server',
            ] as Both,
          },
        ]),
  ];
  const router = Router();
  router.get('/', (request, response) => {
    response.vary('Accept');
    if (request.accepts(['json', 'html']) === 'html') {
      const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
      response
        .set('Content-Security-Policy', policy)
        .type('html')
        .send(page(entries, documents, newsOf(request)));
    } else {
      response.json({
        name: 'Tuntas',
        about: { id: ABOUT[0], en: ABOUT[1] },
        ...Object.fromEntries(entries.map(({ key, address }) => [key, address])),
        documents: documents.map(({ path }) => `/documents/${path}`),
      });
    }
  });
  return router;
}

function newsOf({ query }: Request): Both | null {
  if ('error' in query) return NEWS.error;
  return 'confirmed' in query ? NEWS.confirmed : null;
}

function page(entries: readonly Entry[], documents: readonly Document[], news: Both | null): string {
  const language = (which: 0 | 1): string => {
    const lang = which === 0 ? 'id' : 'en';
    const places = entries.map(
      ({ address, about }) => `<li><a href="${address}"><code>${address}</code></a><br>${about[which]}</li>`,
    );
    const papers = documents.map((each) => `<li><a href="/documents/${each.path}">${each[lang]}</a></li>`);
    return `<section lang="${lang}" aria-labelledby="about-${lang}">
<h2 id="about-${lang}">${['Apa ini', 'What this is'][which]}</h2>
<p>${ABOUT[which]}</p>
<h3>${['Alamat', 'Addresses'][which]}</h3><ul>${places.join('\n')}</ul>
${papers.length === 0 ? '' : `<h3>${['Dokumen (teks berbahasa Inggris)', 'Documents (as text)'][which]}</h3><ul>${papers.join('\n')}</ul>`}
</section>`;
  };
  const announcement =
    news === null
      ? ''
      : `<div class="${news === NEWS.error ? 'bad news' : 'news'}" role="status"><p>${news[0]}</p><p lang="en">${news[1]}</p></div>`;
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tuntas</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Tuntas</h1><p>Satu pintu untuk pengaduan dan aspirasi · <span lang="en">One door for complaints and aspirations</span></p></header>
<main>${announcement}
${language(0)}
${language(1)}</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2326; --paper: #fff; --link: #0b5c8a; --line: #c9d1d5; --quiet: #4d5a61; --good: #e7f3ea; --bad: #fbeedb; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9edef; --paper: #14191c; --link: #7cc4ef; --line: #3c474d; --quiet: #aab6bc; --good: #1d3325; --bad: #3d2c12; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; font: 1.0625rem/1.6 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
header p { margin: .25rem 0 0; color: var(--quiet); }
section { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h2 { margin: 0 0 .5rem; font-size: 1.375rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.0625rem; }
p { margin: .5rem 0; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding: .375rem 0; }
a { color: var(--link); display: inline-block; min-height: 1.5rem; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
.news { margin-top: 1.5rem; padding: .25rem 1rem; border-left: 4px solid currentcolor; background: var(--good); }
.bad { background: var(--bad); }
`;

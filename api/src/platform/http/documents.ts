import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';

/** A document for people that the server hands out. */
export interface Document {
  /** Where it lies in the sources, and below `/documents/`. */
  path: string;
  /** What it is about, in both languages. */
  id: string;
  en: string;
}

const DOCUMENTS: readonly Document[] = [
  { path: 'README.md', id: 'Memulai, akun demo, dan pengaturan', en: 'First steps, demo accounts and settings' },
  { path: 'schema/README.md', id: 'Cara membaca skema GraphQL', en: 'How to read the GraphQL schema' },
  { path: 'schema/schema.graphql', id: 'Skema GraphQL', en: 'The GraphQL schema' },
  { path: 'docs/life-of-a-report.md', id: 'Perjalanan tiga laporan', en: 'The life of three reports' },
  { path: 'docs/REALTIME.md', id: 'Langganan langsung', en: 'Live streams' },
  { path: 'api/src/people/README.md', id: 'Cara masuk', en: 'Signing in' },
  { path: 'docs/GLOSSARY.md', id: 'Daftar istilah', en: 'Glossary' },
  { path: 'docs/THREATS.md', id: 'Ancaman dan perlindungan', en: 'Threats and protections' },
];

/** The documents that are there, and the way to them. */
export interface DocumentShelf {
  documents: readonly Document[];
  routes: Router;
}

/** `GET /documents/<path>`: the documents that lie below `root`, as text; nothing else there is found. */
export function documentShelf(root: string): DocumentShelf {
  const documents = DOCUMENTS.filter(({ path }) => existsSync(join(root, path)));
  const routes = Router();
  for (const { path } of documents) {
    routes.get(`/documents/${path}`, (_request, response) => {
      response.set('Content-Type', 'text/plain; charset=utf-8').sendFile(path, { root });
    });
  }
  return { documents, routes };
}

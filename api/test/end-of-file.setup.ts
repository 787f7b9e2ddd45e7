import { afterAll } from 'vitest';
import { endFile } from './end-of-file.ts';

// A setup file runs before each test file, where Vitest still takes hooks.
afterAll(endFile);

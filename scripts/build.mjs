// Makes api/dist/main.js: the whole server in one file.
import { rolldown } from 'rolldown';
import config from '../rolldown.config.mjs';

const bundle = await rolldown(config);
await bundle.write(config.output);
await bundle.close();
